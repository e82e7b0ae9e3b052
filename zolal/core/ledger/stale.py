"""Two people edit one record: nobody overwrites what they have not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zolal.core.ledger.doer import doer
from zolal.core.ledger.facts import Facts
from zolal.core.ledger.heads import Head
from zolal.core.ledger.store import Draft
from zolal.core.models import Change


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that somebody else changed meanwhile."""

    fact: str
    seen: Any
    now: Any
    by: str
    at: datetime


class Stale(Exception):
    """The record was changed since the writer looked: `changes` says what, by whom and when.

    `version` 0: it was taken away.
    """

    def __init__(self, record_id: int, version: int, changes: Sequence[FactChange]) -> None:
        super().__init__(f"record {record_id} is at version {version}")
        self.record_id, self.version, self.changes = record_id, version, changes

    @property
    def who(self) -> str:
        """Who changed it last; "" where that is not known."""
        return max(self.changes, key=lambda one: one.at).by if self.changes else ""


def demand_fresh(
    record_type: str,
    versions: Mapping[int, int],
    known: Mapping[int, Head],
    drafts: Mapping[int, Draft],
    now: Mapping[int, Facts],
) -> None:
    """Raise `Stale` where a fact about to be written was changed after the version its writer saw."""
    for record_id, seen in versions.items():
        if record_id not in known:
            raise Stale(record_id, 0, [])
        if known[record_id].version == seen or record_id not in drafts:
            continue
        changes = _since(record_type, record_id, seen, drafts[record_id].after or {}, now[record_id])
        if changes:
            raise Stale(record_id, known[record_id].version, changes)


def _since(record_type: str, record_id: int, seen: int, wanted: Facts, now: Facts) -> list[FactChange]:
    later = Change.objects.filter(record_type=record_type, record_id=record_id, version__gt=seen).order_by("id")
    found: dict[str, FactChange] = {}
    for change in later.select_related("action__actor", "action__source"):
        for fact in wanted.keys() & {*(change.before or {}), *(change.after or {})}:
            was = found[fact].seen if fact in found else (change.before or {}).get(fact)
            by = doer(change.action)
            found[fact] = FactChange(fact, was, now.get(fact), by, change.action.at)
    return [change for fact, change in sorted(found.items()) if change.seen != now.get(fact)]
