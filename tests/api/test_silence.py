"""Who is silent, by the API; and the closing of accounts, which is meant or does not happen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from tests.web.test_inactive import silent_people
from zolal.accounts.models import User
from zolal.people.actions.bulk import archive_records
from zolal.people.models import Person
from zolal.quality.models import Dormant

pytestmark = pytest.mark.django_db


def test_who_is_silent_is_told_with_the_reason(api: Program, manager: User) -> None:
    first, *_ = silent_people(manager)
    told = api.get("/silence").json()
    assert (told["silent"], told["unreachable"], told["period"], told["cost"]) == (3, 0, 90, None)
    assert told["longer"] == [{"days": 180, "people": 2}, {"days": 365, "people": 0}]
    assert told["kinds"] == [{"kind": "never", "people": 3}]
    assert len(told["listening"]) == 4
    items = api.get("/silence/people").json()["items"]
    assert items[0]["id"] == str(first.uid)
    assert items[0]["email_opened"] is None


def test_closing_needs_the_right_number_and_an_administrator(
    program: Callable[..., Program], administrator: User, manager: User
) -> None:
    ids = [person.pk for person in silent_people(administrator)]
    archive_records(record_type="person", ids=ids, by=administrator)
    Dormant.objects.update(since="2020-01-01")
    assert program(manager).get("/silence/archived").status_code == 403
    api = program(administrator)
    assert api.get("/silence/archived").json()["closable"] == 3
    assert api.post("/silence/close", {"count": 2}).status_code == 422
    assert api.post("/silence/close", {"count": 3}).json()["task"] == "quality.close_accounts"
    assert Person.objects.count() == 3  # the job has not run yet
