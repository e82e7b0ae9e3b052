"""Programs work through a queue as people do."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Program
from tests.quality.actions.test_handling import entered, tomorrow
from zolal.accounts.models import User
from zolal.core.jobs import run_all
from zolal.core.models import Action
from zolal.people.models import ContactPoint
from zolal.quality.models import Issue

pytestmark = pytest.mark.django_db


def refs(api: Program, **query: str) -> list[dict[str, Any]]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    items = api.get(f"/quality/issues?{asked}").json()["items"]
    return [
        {"record": one["record"]["id"], "field": one["field"], "code": one["code"], "raw": one["raw"]} for one in items
    ]


def test_a_queue_is_listed_and_counted(api: Program, manager: User) -> None:
    entered(manager)
    assert len(refs(api, whose="mine")) == 3
    assert {one["group"] for one in api.get("/quality/issues/counts?whose=mine").json()} == {
        "invalid", "old", "incomplete",
    }  # fmt: skip
    assert api.get("/quality/issues?whose=team:0").status_code == 404


def test_issues_are_decided_and_undone(api: Program, manager: User) -> None:
    entered(manager)
    given = {"verdict": "dismissed", "issues": refs(api, group="invalid"), "note": "asked by telephone"}
    answer = api.post("/quality/issues/decide", given)
    assert (answer.status_code, answer.json()["done"]) == (200, 1)
    assert not Issue.objects.filter(group="invalid").exists()
    assert api.post(f"/ledger/{answer.json()['action']['id']}/undo", {}).status_code == 200
    assert Issue.objects.filter(group="invalid").exists()


def test_what_is_wrong_with_a_decision_is_said_by_field(api: Program, manager: User) -> None:
    entered(manager)
    issues = refs(api, group="old")
    late = api.post("/quality/issues/decide", {"verdict": "snoozed", "issues": issues, "until": "2001-01-01"})
    assert (late.status_code, list(late.json()["errors"])) == (422, ["until"])
    assert api.post("/quality/issues/decide", {"verdict": "handed", "issues": issues}).status_code == 422
    assert api.post("/quality/issues/decide", {"verdict": "nonsense", "issues": issues}).status_code == 422
    gone = [{**issues[0], "raw": "another text"}]
    assert api.post("/quality/issues/decide", {"verdict": "dismissed", "issues": gone}).status_code == 404


def test_the_right_value_is_typed(api: Program, manager: User) -> None:
    entered(manager)
    issue = refs(api, group="incomplete")[0]
    refused = api.post("/quality/issues/mend", {"issue": issue, "text": "nonsense"})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["text"])
    assert api.post("/quality/issues/mend", {"issue": issue, "text": "sara@example.com"}).status_code == 200
    assert ContactPoint.objects.get(kind="email").value == "sara@example.com"


def test_a_whole_queue_is_decided_in_the_background(api: Program, manager: User) -> None:
    entered(manager)
    wish = {"verdict": "snoozed", "until": tomorrow().isoformat(), "whose": "mine", "group": "old"}
    answer = api.post("/quality/issues/decide/all", wish)
    assert answer.status_code == 202
    assert run_all()[-1].result["count"] == 1
    assert len(refs(api, whose="mine", put_off="true")) == 1
    assert Action.objects.filter(kind="issue.snoozed").count() == 1
