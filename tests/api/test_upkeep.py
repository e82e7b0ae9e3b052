"""Maintenance, plans, reviews and adoption for programs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.core.jobs import run_all
from zolal.core.models import Setting
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_month_of_maintenance(
    api: Program, program: Callable[..., Program], people: list[Person], member: User, reader: User
) -> None:
    given = {"name": "m", "day": 1, "classes": ["incomplete"], "people": [str(member.uid)], "at_most": 9, "days": 5}
    schedule = api.post("/maintenance/schedules", given)
    assert schedule.status_code == 201
    path = f"/maintenance/schedules/{schedule.json()['id']}"
    assert api.patch(path, {"day": 40}).json()["errors"].keys() == {"day"}
    assert api.patch(path, {"remind": [2]}).json()["remind"] == [2]
    assert api.get("/maintenance/schedules").json()[0]["people"] == [{"id": str(member.uid), "name": member.name}]
    started = api.post(f"{path}/start").json()
    assert started["state"] == "dealing"
    assert api.post(f"{path}/start").status_code == 422
    run_all()
    run = api.get(f"/maintenance/{started['id']}").json()
    (part,) = run["parts"]
    assert (run["state"], part["dealt"]) == ("open", run["dealt"])
    hand = program(member)
    tasks = hand.get(f"/maintenance/parts/{part['id']}").json()["items"]
    assert {task["group"] for task in tasks} == {"incomplete"}
    assert hand.post(f"/maintenance/parts/{part['id']}/sign", {"note": "x"}).json()["signed_at"]
    assert api.post(f"/maintenance/parts/{part['id']}/deal").json() == {"moved": 0}
    assert api.post(f"/maintenance/{run['id']}/sign", {"note": "x"}).json()["state"] == "signed"
    assert api.post(f"/maintenance/{run['id']}/cancel").status_code == 422
    assert len(api.get("/maintenance").json()) == 1
    assert program(reader).get("/maintenance").status_code == 403


def test_a_plan_and_its_pace(program: Callable[..., Program], strategist: User, member: User) -> None:
    lead = program(strategist)
    given = {"name": "p", "kind": "paper", "total": 10, "quota": 2, "people": [str(member.uid)]}
    plan = lead.post("/plans", given)
    assert plan.status_code == 201
    hand = program(member)
    hand.post("/people", {"fields": {"given_name": "سارا", "mobile": "09121234567"}})
    path = f"/plans/{plan.json()['id']}"
    (pace,) = hand.get(path).json()["people"]
    assert (pace["done"], pace["today"], pace["error_rate"]) == (1, 1, 0.0)
    assert lead.patch(path, {"ended": True}).json()["ended_on"]
    assert lead.post("/plans", {**given, "total": None}).json()["errors"].keys() == {"total"}
    (mine,) = hand.get("/adoption").json()["users"]
    assert (mine["entered"], mine["active"]) == (1, 1)
    assert len(hand.get("/plans").json()) == 1


def test_what_of_a_list_was_gone_through_and_what_is_still_to_come(
    program: Callable[..., Program], strategist: User, member: User
) -> None:
    lead, hand = program(strategist), program(member)
    made = [
        lead.post("/people", {"fields": {"given_name": name, "city": "یزد"}, "despite": True}).json()["record"]
        for name in ("سارا", "لیلا", "مریم")
    ]
    given = {"name": "p", "kind": "list", "query": "city=یزد", "quota": 2, "people": [str(member.uid)]}
    plan = lead.post("/plans", given).json()
    assert plan["begins_at"] > plan["starts_on"]
    path = f"/plans/{plan['id']}"
    hand.patch(f"/people/{made[0]['id']}", {"version": made[0]["version"], "fields": {"note": "x"}})

    (through,) = hand.get(f"{path}/gone-through").json()["items"]
    assert (through["record"]["id"], through["by"]["name"]) == (made[0]["id"], member.name)
    assert hand.get(f"{path}/gone-through?user={strategist.uid}").json()["total"] == 0
    assert hand.get(f"{path}/gone-through?on={plan['starts_on']}&size=1").json()["next"] == ""
    first = hand.get(f"{path}/to-come?size=1").json()
    rest = hand.get(f"{path}/to-come?size=1&after={first['next']}").json()
    assert [one["id"] for one in [*first["items"], *rest["items"]]] == [one["id"] for one in made[1:]]
    assert (first["total"], rest["next"]) == (2, "")

    Setting.objects.create(name="visibility.member", value="own")
    assert hand.get(f"{path}/to-come").json()["items"] == []
    assert hand.get(f"{path}/gone-through").json()["items"][0]["record"] is None


def test_a_review(program: Callable[..., Program], strategist: User, member: User) -> None:
    lead, today = program(strategist), timezone.localdate()
    planned = {"title": "r", "planned_on": today.isoformat(), "lead": str(strategist.uid)}
    review = lead.post("/reviews", planned).json()
    path = f"/reviews/{review['id']}"
    found = [{**one, "finding": "x"} for one in review["questions"]]
    held = lead.call("put", f"{path}/findings", {"questions": found, "held": True}).json()
    assert held["held_on"] == today.isoformat()
    due_on = (today + timedelta(days=1)).isoformat()
    given = {"text": "y", "responsible": str(member.uid), "due_on": due_on}
    decision = lead.post(f"{path}/decisions", given)
    assert decision.status_code == 201
    hand = program(member)
    assert hand.post(f"/reviews/decisions/{decision.json()['id']}").json()["done_on"] == today.isoformat()
    assert len(hand.get("/reviews").json()["coming"]) == 1
    assert hand.get(path).json()["decisions"][0]["text"] == "y"
