"""The register of fields, for programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

REPORT = {"name": "فروش هر شهر", "decision": "کجا ویزیتور بگذاریم؟", "fields": ["city"]}


def test_a_field_names_the_reports_that_need_it(program: Callable[..., Program], strategist: User) -> None:
    caller = program(strategist)
    assert caller.post("/fields/reports", REPORT).status_code == 201
    fields = {one["field"]: one for one in caller.get("/fields").json()}
    assert [use["title"] for use in fields["city"]["uses"] if use["kind"] == "report"] == ["فروش هر شهر"]
    assert fields["anniversary"]["is_unused"]


def test_a_report_of_a_field_that_does_not_exist_is_refused_by_field(
    program: Callable[..., Program], strategist: User
) -> None:
    answer = program(strategist).post("/fields/reports", {**REPORT, "fields": ["shoe_size"]})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["field"])


def test_proposals_go_from_wish_to_decision(program: Callable[..., Program], member: User, strategist: User) -> None:
    wish = {"kind": "retire", "field": "title", "title": "بی عنوان", "reason": "لازم نیست"}
    made = program(member).post("/fields/proposals", wish).json()
    program(member).post(f"/fields/proposals/{made['id']}/comments", {"text": "بله", "stance": "for"})
    decision = {"state": "accepted", "reason": "درست است"}
    assert program(member).post(f"/fields/proposals/{made['id']}/decision", decision).status_code == 403
    decided = program(strategist).post(f"/fields/proposals/{made['id']}/decision", decision).json()
    assert (decided["state"], decided["agree"], len(decided["comments"])) == ("accepted", 1, 1)


def test_policies_are_written_and_dropped(program: Callable[..., Program], strategist: User) -> None:
    caller = program(strategist)
    said = {"field": "mobile", "purpose": "خبر تحویل", "whom": "خریداران", "way": "hand", "basis": "contract"}
    made = caller.post("/fields/policies", said).json()
    assert caller.delete(f"/fields/policies/{made['id']}").status_code == 200
    assert caller.get("/fields/policies").json()["items"] == []


def test_a_program_asks_what_to_ask_and_tells_what_came_of_it(
    program: Callable[..., Program], member: User, people: list[Person]
) -> None:
    caller = program(member)
    first = caller.get(f"/fields/questions?record={people[0].uid}").json()
    said = {"record": str(people[0].uid), "field": first["field"], "outcome": "declined"}
    then = caller.post("/fields/questions", said).json()
    assert (then["asked"], then["field"] != first["field"]) == (1, True)
