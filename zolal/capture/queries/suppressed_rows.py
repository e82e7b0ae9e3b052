"""The rows of an import whose addresses are not to be used, with what the list says of them now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zolal.accounts.models import User
from zolal.activities.suppressed import Closed, closed_of_many
from zolal.capture.models import Import, ImportRow
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import mask_records
from zolal.people.queries.records import visible_records

_PART = 1_000


@dataclass(frozen=True, slots=True)
class SuppressedRow:
    """`record` is the one it went into, where the user sees that; `closed` is empty where all may be used again."""

    row: ImportRow
    name: str
    record: Person | Company | None
    closed: Sequence[Closed]


@dataclass(frozen=True, slots=True)
class SuppressedRows:
    """By number; `next` is the number to go on from, 0 at the end."""

    rows: Sequence[SuppressedRow]
    next: int


def suppressed_rows(*, import_: Import, user: User, after: int = 0, size: int = 50) -> SuppressedRows:
    """A page of them."""
    rows = import_.all_rows.filter(suppressed=True, number__gt=after).order_by("number")
    found = list(rows[: size + 1])
    told = _told(import_, user, found[:size])
    return SuppressedRows(told, found[size - 1].number if len(found) > size else 0)


def all_suppressed_rows(*, import_: Import, user: User) -> Iterator[SuppressedRow]:
    """All of them, read in parts."""
    page = SuppressedRows((), 0)
    while True:
        page = suppressed_rows(import_=import_, user=user, after=page.next, size=_PART)
        yield from page.rows
        if not page.next:
            return


def closed_in(rows: Sequence[ImportRow]) -> dict[int, list[Closed]]:
    """What is on the list of the addresses of some rows, by their number."""
    told = [row for row in rows if row.suppressed]
    closed = closed_of_many([row.keys for row in told])
    return {row.number: found for row, found in zip(told, closed, strict=True)}


def _told(import_: Import, user: User, rows: Sequence[ImportRow]) -> list[SuppressedRow]:
    closed, kind = closed_in(rows), import_.record_type
    ids = {row.record_id for row in rows if row.record_id}
    seen = visible_records(user, kind).filter(pk__in=ids).prefetch_related("contact_points")
    records = {record.pk: record for record in mask_records(user, kind, list(seen))}
    return [SuppressedRow(row, _name(row), records.get(row.record_id or 0), closed[row.number]) for row in rows]


def _name(row: ImportRow) -> str:
    """What the file calls whom it is about."""
    facts = row.facts
    return str(facts.get("name") or " ".join(filter(None, [facts.get("given_name"), facts.get("family_name")])))
