"""Rows of a checked import with another text in a cell: judged and recognised anew."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from zolal.capture.earlier import counted, earlier_rows
from zolal.capture.intake.cells import storable
from zolal.capture.models import Import, ImportRow
from zolal.capture.rows import COLUMNS, Row, understand, verdicts, write_verdicts
from zolal.core import bulk
from zolal.quality.index import indexed

CHUNK = 2_000


def mend(import_: Import, rows: QuerySet[ImportRow], column: int, text: str) -> int:
    """Put a text into a column of the first of these rows, at most `CHUNK`; how many. To be called in a transaction."""
    found = [
        Row(row.number, row.cells, {**row.mended, str(column): storable([text])[0]}, id=row.pk)
        for row in rows.order_by("number")[:CHUNK]
    ]
    if not found:
        return 0
    understand(import_, found)
    columns = ["mended", "facts", "faults", "keys"]
    bulk.update(ImportRow, columns, [[row.id, row.mended, row.facts, row.faults, row.keys] for row in found])
    _recognise_again(import_, found)
    return len(found)


def _recognise_again(import_: Import, rows: Sequence[Row]) -> None:
    """Who the mended rows are now, among records and earlier rows, and with them the rows that repeated them."""
    mended = {row.number for row in rows}
    columns = ("number", "facts", "faults", "keys", "pk")
    followers = import_.all_rows.filter(twin__in=mended, record_id__isnull=True).exclude(number__in=mended)
    more = [
        Row(number, [], {}, facts, faults, keys, pk)
        for number, facts, faults, keys, pk in followers.values_list(*columns)
    ]
    again = sorted([*rows, *more], key=lambda row: row.number)
    earlier = earlier_rows(import_, but={row.number for row in again})
    keys = [row.keys for row in again]
    found = earlier.recognise([row.number for row in again], keys, indexed(import_.record_type, keys))
    nobody = [ImportRow.Verdict.NEW, None, None, False, None, []]
    bulk.update(ImportRow, COLUMNS, [[row.id, *nobody] for row in again])
    write_verdicts(again, verdicts(import_, again, found), found)
    _recount(import_)


def _recount(import_: Import) -> None:
    import_.counts = {**import_.counts, **counted(import_)}
    import_.save(update_fields=["counts"])
