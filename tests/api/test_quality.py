"""Quality by the API."""

from __future__ import annotations

import pytest

from tests.api.conftest import Program
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_the_dashboard_the_queue_and_a_record_are_told(api: Program, people: list[Person]) -> None:
    board = api.get("/quality/dashboard").json()
    assert {one["name"] for one in board["classes"]} == {"duplicate", "invalid", "old", "incomplete"}
    assert board["figures"]["records"] == 3
    assert api.get("/quality/catalogue").status_code == 200
    assert api.get("/quality/issues/counts").status_code == 200
    assert isinstance(api.get("/quality/issues?group=incomplete").json()["items"], list)
    assert "reasons" in api.get(f"/quality/records/person/{people[0].uid}").json()
