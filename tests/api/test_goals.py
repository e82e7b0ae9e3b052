"""Goals for programs: set, watched, reported, closed; and nothing of what their user does not see."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.core.jobs import enqueue, run_all

pytestmark = pytest.mark.django_db

YEAR = "year:1405-01"


def test_a_goal_from_its_first_to_its_last_day(program: Callable[..., Program], strategist: User, member: User) -> None:
    lead = program(strategist)
    given = {"name": "درآمد", "measure": "reported", "counts": "درآمد", "unit": "rial", "period": YEAR}
    made = lead.post("/goals", {**given, "aim": "growth", "growth": 5_000, "base": 4_000, "owner": str(member.uid)})
    assert made.status_code == 201
    goal = made.json()
    assert (goal["to_reach"], goal["value"], goal["period"]) == (6_000, 0, YEAR)
    path = f"/goals/{goal['id']}"
    hand = program(member)
    said = hand.post(f"{path}/check-ins", {"value": 6_000, "outlook": "good", "on": "2026-11-20"}).json()
    assert (said["value"], said["standing"]["status"], said["check_ins"][0]["by"]["name"]) == (
        6_000,
        "reached",
        member.name,
    )
    assert max(value for _day, value, _expected in said["course"] if value is not None) == 6_000
    assert lead.patch(path, {"version": 1, "why": "رشد"}).json()["why"] == "رشد"
    assert lead.patch(path, {"version": 1, "why": "؟"}).status_code == 409
    assert hand.patch(path, {"why": "x"}).status_code == 403
    assert lead.post(f"{path}/closed", {"closed": True}).json()["closed_on"]
    assert lead.delete(f"/goals/check-ins/{said['check_ins'][0]['id']}").status_code == 422
    assert lead.post(f"{path}/closed", {"closed": False}).json()["closed_on"] is None
    assert hand.delete(f"/goals/check-ins/{said['check_ins'][0]['id']}").status_code == 204
    (copy,) = lead.post("/goals/copy", {"goals": [goal["id"]]}).json()
    assert lead.get(f"/goals/{copy}").json()["earlier"] == goal["id"]
    assert lead.delete(path).status_code == 422  # one goes on from it
    assert lead.delete(f"/goals/{copy}").status_code == 204


def test_what_makes_no_goal_is_told_by_field(program: Callable[..., Program], strategist: User) -> None:
    answer = program(strategist).post("/goals", {"name": "", "measure": "moods", "period": "week:3", "owner": None})
    assert answer.status_code == 422
    assert answer.json()["errors"].keys() >= {"name", "measure", "period"}


def test_goals_of_others_are_not_there(
    program: Callable[..., Program], strategist: User, stranger: User, member: User
) -> None:
    given = {"name": "n", "measure": "calls_made", "target": 5, "period": "month:1405-09"}
    lead = program(strategist)
    goal = lead.post("/goals", {**given, "scope": "person", "owner": str(stranger.uid)}).json()
    hand = program(member)
    assert hand.get("/goals?when=all").json() == []
    for answer in (hand.get(f"/goals/{goal['id']}"), hand.delete(f"/goals/{goal['id']}")):
        assert answer.status_code == 404
    assert hand.post("/goals", {**given, "scope": "person", "owner": str(member.uid)}).status_code == 201
    assert hand.post("/goals", given).status_code == 403
    beneath = hand.post("/goals", {**given, "scope": "person", "owner": str(member.uid), "parent": goal["id"]})
    assert beneath.json()["errors"].keys() == {"parent"}
    names = {one["name"] for one in hand.get("/goals/measures").json()}
    assert {"calls_made", "quality"} <= names
    assert "tasks_due" not in names
    assert {"support", "volunteers", "unique_offer", "new_business"} <= {
        one["code"] for one in hand.get("/goals/templates").json()
    }


def test_numbers_and_the_week_of_a_team(program: Callable[..., Program], manager: User, stranger: User) -> None:
    hand = program(manager)
    hand.post("/people", {"fields": {"given_name": "سارا", "mobile": "09121234567"}})
    enqueue("strategy.count")
    run_all()
    found = hand.get("/numbers").json()
    lines = {one["measure"]: one for one in found["numbers"]}
    assert (lines["people_added"]["now"], lines["people_added"]["trend"][-1]) == (1, 1)
    assert found["people"] == [
        {"whose": {"id": str(manager.uid), "name": manager.name}, "values": found["people"][0]["values"]}
    ]
    assert hand.get("/numbers?period=week").status_code == 422
    assert hand.get(f"/numbers?person={manager.uid}&period=year:1405-01").status_code == 200
    assert program(stranger).get(f"/numbers?person={manager.uid}").status_code == 403
    members = hand.get("/numbers/team").json()["members"]
    assert {one["user"]["name"]: one["entered"] for one in members}[manager.name] == 1
