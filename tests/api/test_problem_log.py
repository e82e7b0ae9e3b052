"""The problem log for programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_problem_goes_through_its_life(api: Program, people: list[Person]) -> None:
    key = str(people[0].uid)
    told = api.post("/problems", {"kind": "rework", "title": "Twice", "hours": 2, "about": "person", "key": key})
    assert told.status_code == 201
    path = f"/problems/{told.json()['id']}"
    assert api.post(f"{path}/notes", {"text": "Again"}).status_code == 201
    refused = api.patch(path, {"state": "solved"})
    assert refused.status_code == 422
    assert list(refused.json()["errors"]) == ["solution"]
    ended = api.patch(path, {"state": "solved", "solution": "A template", "brought_nothing": True}).json()
    assert (ended["state"], ended["key"], ended["notes"][0]["text"]) == ("solved", key, "Again")
    assert api.get("/problems?state=waiting").json()["items"] == []
    assert [one["title"] for one in api.get("/problems?kind=rework").json()["items"]] == ["Twice"]
    counts = api.get("/problems/counts").json()
    assert counts["kinds"] == [{"kind": "rework", "all": 1, "waiting": 0, "hours": 2.0}]
    assert counts["brought_nothing"] == 1


def test_what_makes_no_sense_is_refused(api: Program, reader: User, program: Callable[..., Program]) -> None:
    assert api.get("/problems?month=1405-13").json()["errors"].keys() == {"month"}
    assert api.post("/problems", {"kind": "other", "title": "x"}).status_code == 422
    wrong = {"kind": "side", "title": "x", "about": "import", "key": "nothing"}
    assert api.post("/problems", wrong).json()["errors"].keys() == {"key"}
    assert program(reader).get("/problems").status_code == 403
