"""Rules by the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.people.models import Person
from zolal.quality.models import Rule

pytestmark = pytest.mark.django_db

NEW = {"kind": "values", "parameters": {"field": "city", "allowed": ["قم"]}, "severity": "block", "name": "Qom only"}


@pytest.fixture
def administers(program: Callable[..., Program], administrator: User) -> Program:
    return program(administrator)


def test_a_rule_is_made_read_changed_and_ended(administers: Program, people: list[Person]) -> None:
    made = administers.post("/quality/rules", NEW)
    assert made.status_code == 201
    where = f"/quality/rules/{made.json()['id']}"
    assert administers.get(where).json()["parameters"] == NEW["parameters"]
    changed = administers.patch(where, {"severity": "warn", "message": "Ask again."}).json()
    assert (changed["severity"], changed["message"], changed["version"]) == ("warn", "Ask again.", 2)
    assert administers.delete(where).json()["active"] is False
    assert administers.patch(where, {"active": True}).json()["active"] is True
    listed = administers.get("/quality/rules").json()["items"]
    assert {one["standard"] for one in listed} == {"", "missing_essential", "old"}
    assert len(people) == 3


def test_what_a_rule_catches_now_and_would_have_caught_is_told(administers: Program, people: list[Person]) -> None:
    tried = administers.post("/quality/rules/try", {"kind": NEW["kind"], "parameters": NEW["parameters"]}).json()
    assert (tried["count"], tried["looked_at"], tried["exact"]) == (2, 3, True)
    assert {one["value"] for one in tried["examples"]} == {"یزد", "تهران"}
    assert not Rule.objects.exists()
    made = administers.post("/quality/rules", NEW).json()
    history = administers.get(f"/quality/rules/{made['id']}/history?days=30").json()
    assert (history["caught"], history["looked_at"], history["exact"]) == (2, 2, True)
    assert sum(one["caught"] for one in history["people"]) == 2
    assert len(people) == 3


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"field": "city", "allowed": []}, "parameters.allowed"),
        ({"field": "moon", "allowed": ["x"]}, "parameters.field"),
        ({"field": "city", "allowed": [1]}, "parameters.allowed"),
    ],
)
def test_a_rule_without_sense_is_a_problem_with_its_field(
    administers: Program, parameters: dict[str, object], field: str
) -> None:
    refused = administers.post("/quality/rules", {**NEW, "parameters": parameters})
    assert refused.status_code == 422
    assert list(refused.json()["errors"]) == [field]


def test_a_contradiction_is_a_problem_too(administers: Program) -> None:
    administers.post("/quality/rules", NEW)
    refused = administers.post("/quality/rules", {**NEW, "parameters": {"field": "city", "allowed": ["یزد"]}})
    assert refused.status_code == 422
    assert "Qom only" in refused.json()["detail"]


def test_a_program_s_entry_that_breaks_a_rule_is_refused_with_the_field(administers: Program, api: Program) -> None:
    administers.post("/quality/rules", NEW)
    refused = api.post("/people", {"fields": {"family_name": "محمدی", "city": "یزد"}})
    assert refused.status_code == 422
    assert [one["severity"] for one in refused.json()["troubles"] if one["field"] == "city"] == ["error"]


def test_only_an_administrator_writes_rules_and_everybody_who_sees_quality_reads_them(
    program: Callable[..., Program], member: User
) -> None:
    api = program(member)
    assert api.get("/quality/rules").status_code == 200
    assert api.get("/quality/rules/built-in").json()["items"][0]["rules"]
    assert api.post("/quality/rules", NEW).status_code == 403
    assert api.post("/quality/rules/try", {"kind": "values", "parameters": {}}).status_code == 403
