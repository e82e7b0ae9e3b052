"""A call that reached a wrong number says of the customer's telephone that it is wrong."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.activities.kinds import WRONG_NUMBER
from zolal.core import ledger
from zolal.core.ledger import Written
from zolal.people.queries.records import MODELS
from zolal.quality.ratings import Method, Verdict, fact_of

_TELEPHONES = frozenset({"mobile", "phone"})


def on_write(written: Written) -> None:
    """Rate the only telephone of whoever was called, under the same action; of several nobody knows which it was."""
    if written.record_type != "activity" or not written.action.kind.startswith("activity."):
        return
    actor = written.action.actor
    if not isinstance(actor, User) or not may(actor, "values.rate"):
        return
    for pk, facts in written.facts.items():
        if facts.get("outcome") == WRONG_NUMBER and "outcome" in written.changed[pk]:
            for record_type in MODELS:
                if facts.get(record_type) and (record_type == "person" or not facts.get("person")):
                    _rate(written, record_type, facts[record_type])


def _rate(written: Written, record_type: str, record_id: int) -> None:
    facts: dict[str, Any] = ledger.record_type(record_type).facts([record_id]).get(record_id, {})
    points = [one for fact, one in facts.items() if fact.startswith("point:") and one["kind"] in _TELEPHONES]
    if len(points) != 1:
        return
    value = points[0]["value"]
    said = {
        "of": value,
        "verdict": Verdict.WRONG.value,
        "method": Method.PHONE.value,
        "note": "",
        "on": timezone.localdate().isoformat(),
    }
    ledger.write(written.action, record_type, {record_id: {fact_of(points[0]["kind"], value): said}})
