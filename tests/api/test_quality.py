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


def test_how_a_score_went_is_told_with_that_of_who_was_merged_in(
    program: Callable[..., Program], manager: User, people: list[Person]
) -> None:
    api, (ali, again, _maryam) = program(manager), people
    address = f"/quality/records/person/{ali.uid}"
    first = api.get(address).json()
    assert [one["quality"] for one in first["trend"]] == [first["quality"]]
    api.patch(f"/people/{ali.uid}", {"version": ali.version, "fields": {"city": "قم", "gender": "male"}})
    told = api.get(address).json()
    assert [one["quality"] for one in told["trend"]] == [first["quality"], told["quality"]]
    sides = {"keep": str(ali.uid), "absorb": str(again.uid)}
    versions = {str(one.uid): Person.objects.get(pk=one.pk).version for one in (ali, again)}
    assert api.post("/merges", {**sides, "versions": versions}).status_code == 201
    (absorbed,) = api.get(address).json()["absorbed"]
    assert (absorbed["id"], absorbed["name"]) == (str(again.uid), again.name)
    assert absorbed["trend"][-1]["day"] <= absorbed["until"]


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
