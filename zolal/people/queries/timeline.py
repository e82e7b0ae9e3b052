"""What happened to a record and to those it absorbed, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zolal.core.ledger import Entry, history
from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.people.queries.records import MODELS

_KNOWN = "known_absorbed"
_DEEPEST = 50
"""Merges upon merges that are followed; more would be a circle."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One action, with what it did to the record (`of` is the record's id, or that of one it absorbed).

    Kind, actor, source, moment and what a sentence needs stand in `entry.action`; the facts in `entry.facts`.
    """

    entry: Entry
    of: int
    absorbed: bool
    undone: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of it; `next` is the `before` of the next page, 0 where this is the last."""

    happenings: Sequence[Happening]
    next: int


def timeline(*, record: Person | Company, limit: int = 30, before: int = 0) -> Timeline:
    """What happened to a record the user was given by `visible_record`."""
    ids = [record.pk, *absorbed_ids(record)]
    entries = history(record.record_type, ids, limit=limit + 1, before=before)
    more, entries = len(entries) > limit, entries[:limit]
    happenings = [
        Happening(
            entry=entry,
            of=entry.record_id,
            absorbed=entry.record_id != record.pk,
            undone=entry.action.undone_at is not None,
        )
        for entry in entries
    ]
    return Timeline(happenings, entries[-1].id if more else 0)


def know_absorbed(record: Person | Company) -> None:
    """Ask once for all that a page tells of a loaded record; who writes asks anew."""
    record.__dict__[_KNOWN] = absorbed_ids(record)


def absorbed_ids(record: Person | Company) -> list[int]:
    """The ids of all records that went into this one, also by way of others."""
    if (known := record.__dict__.get(_KNOWN)) is not None:
        return list(known)
    found: list[int] = []
    layer = [record.pk]
    for _depth in range(_DEEPEST):
        rows = MODELS[record.record_type].objects.filter(absorbed_into__in=layer, state=Record.State.ABSORBED)
        layer = [record_id for record_id in rows.values_list("pk", flat=True) if record_id not in found]
        if not layer:
            break
        found += layer
    return found
