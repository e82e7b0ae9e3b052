"""Quality by the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_the_dashboard_the_queue_and_a_record_are_told(api: Program, people: list[Person]) -> None:
    board = api.get("/quality/dashboard").json()
    assert {one["name"] for one in board["classes"]} == {"duplicate", "invalid", "old", "incomplete"}
    assert board["figures"]["records"] == 3
    assert api.get("/quality/issues/counts").status_code == 200
    assert isinstance(api.get("/quality/issues?group=incomplete").json()["items"], list)
    assert "reasons" in api.get(f"/quality/records/person/{people[0].uid}").json()


def test_how_right_matching_is_and_why_it_may_not_yet_merge_by_itself(
    program: Callable[..., Program], administrator: User, manager: User
) -> None:
    api = program(administrator)
    assert program(manager).post("/quality/matching/automatic", {"automatic": True}).status_code == 403
    found = api.get("/quality/matching").json()
    assert found["precision"] == {"value": None, "low": 0.0, "high": 1.0, "answers": 0}
    assert found["automatic"] is False
    refused = api.post("/quality/matching/automatic", {"automatic": True})
    assert refused.status_code == 409
    assert refused.json()["detail"]
    assert api.get("/quality/matching").json()["automatic"] is False
    assert api.post("/quality/matching/automatic", {"automatic": False}).json()["automatic"] is False
