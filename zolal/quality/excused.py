"""What a record is scored by where somebody said that something is right as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from zolal.quality.criteria import Criteria
from zolal.quality.handled import handled_of, is_dismissed
from zolal.quality.ratings import Verdict
from zolal.quality.rules import MISSING, OLD, REPORTED
from zolal.quality.snapshots import Snapshot

NONE = "—"
"""Stands for a value that the record rightly does not have."""


def faults(one: Snapshot, field: str) -> Sequence[Mapping[str, str]]:
    """What is wrong with a field, without what is right as it is."""
    found = one.faults.get(field, ())
    if not found or not handled_of(one):
        return found
    return [fault for fault in found if not is_dismissed(one, field, fault["code"], fault.get("raw", ""))]


def is_reported(one: Snapshot, field: str) -> bool:
    """Whether somebody found a value of the field wrong, and nobody said since that it is right."""
    wrong = [rating.of for rating in one.ratings.get(field, ()) if rating.verdict == Verdict.WRONG]
    return any(not is_dismissed(one, field, REPORTED, of) for of in wrong)


def values(found: Sequence[Snapshot], fields: Iterable[str], criteria: Criteria) -> Iterator[list[str]]:
    """For each field what stands in it, record by record; a dismissed text counts as one that does."""
    handled = [(place, one) for place, one in enumerate(found) if handled_of(one)]
    for field in fields:
        texts = [one.values.get(field, "") for one in found]
        for place, one in handled:
            texts[place] = _value(one, field, criteria)
        yield texts


def age(one: Snapshot, criteria: Criteria) -> int | None:
    """Days since something happened with the record, None where nobody knows or age tells nothing of it."""
    return None if is_dismissed(one, "last_activity_on", OLD, last_heard(one)) else criteria.age(one)


def last_heard(one: Snapshot) -> str:
    """The day an old record was last heard of, as its issue names it; "" where nobody knows."""
    return one.last_on.isoformat() if one.last_on else ""


def _value(one: Snapshot, field: str, criteria: Criteria) -> str:
    if there := one.values.get(field, ""):
        return there
    for fact, code, raw in (key for key, standing in handled_of(one).items() if standing.dismissed):
        if (
            fact == field
            and code != MISSING
            and any(fault.get("raw", "") == raw for fault in one.faults.get(field, ()))
        ):
            return raw
        if code == MISSING and fact in criteria.essential and criteria.filling(fact)[0] == field:
            return NONE
    return ""
