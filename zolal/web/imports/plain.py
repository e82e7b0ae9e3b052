"""Rows of a file of deals or activities as a page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from zolal.accounts.models import User
from zolal.capture.models import Import, ImportRow
from zolal.capture.plain.kinds import seen_records
from zolal.capture.queries.rows import comparisons
from zolal.sales.deal_customers import EITHER, OF
from zolal.web.imports.shown import Row, cells, differences_of, row_messages, why_unchanged

NAMING = frozenset({*EITHER, *OF["person"], *OF["company"]})
"""Fields that say whose a row is: without them it may go in."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record by its title."""

    uid: UUID
    name: str


def plain_rows(*, user: User, import_: Import, rows: Sequence[ImportRow]) -> list[Row]:
    """The rows of one page, with the records they were recognised as, as far as the user sees those."""
    ids = {row.match_id for row in rows if row.match_id}
    seen = seen_records(user, import_.record_type).filter(pk__in=ids) if ids else ()
    records = {one.pk: Named(one.uid, str(one)) for one in seen}
    compared = comparisons(import_=import_, rows=[row for row in rows if row.match_id], user=user)
    diffs = differences_of(user, import_, compared)
    return [
        Row(
            number=row.number,
            cells=cells(import_, row),
            skipped=row.skipped,
            candidate=records.get(row.match_id or 0),
            diff=diffs.get(row.number, ()),
            unchanged=why_unchanged(compared[row.number]) if row.number in compared else "",
            messages=row_messages(import_, row),
            included=bool(row.choices.get("include")),
            may_include=not NAMING.isdisjoint(row.faults),
            choices=row.choices,
        )
        for row in rows
    ]
