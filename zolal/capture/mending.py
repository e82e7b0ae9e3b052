"""Rows of a checked import with another text in a cell: judged and recognised anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import orjson
from django.db.models import QuerySet

from zolal.capture.earlier import counted, earlier_rows
from zolal.capture.intake.cells import storable
from zolal.capture.models import Import, ImportRow
from zolal.capture.plain.kinds import PLAIN
from zolal.capture.plain.rows import judge_again
from zolal.capture.refusals import is_refused, unrefused
from zolal.capture.rows import COLUMNS, Row, rows_of, verdicts, way_of, write_verdicts
from zolal.capture.understanding import understood
from zolal.capture.verdicts import decisive_fields, has_error
from zolal.core import bulk
from zolal.quality.index import indexed

CHUNK = 2_000


def mend(import_: Import, rows: QuerySet[ImportRow], column: int, text: str) -> int:
    """Put a text into a column of the first of these rows, at most `CHUNK`; how many. To be called in a transaction."""
    found = [(row, {**row.mended, str(column): storable([text])[0]}) for row in rows.order_by("number")[:CHUNK]]
    if not found:
        return 0
    if kind := PLAIN.get(import_.record_type):
        for row, mended in found:
            row.mended = mended
        judge_again(import_, kind, [row for row, _mended in found])
        recount(import_)
        return len(found)
    again = _understood(import_, found)
    columns = ["mended", "facts", "keys"]
    told = [[row.id, row.mended, row.facts, row.indexed.keys.encode()] for row in again]
    bulk.update(ImportRow, columns, told)
    _recognise_again(import_, again)
    return len(again)


def _understood(import_: Import, rows: Sequence[tuple[ImportRow, dict[str, str]]]) -> list[Row]:
    """Rows with what was mended, in normal form."""
    texts = [
        [mended.get(str(place), row.cells[place] if place < len(row.cells) else "") for row, mended in rows]
        for place in range(len(import_.columns))
    ]
    found = rows_of(understood(way_of(import_), [row.number for row, _ in rows], texts, {}))
    return [replace(one, id=row.pk, mended=mended) for one, (row, mended) in zip(found, rows, strict=True)]


def _recognise_again(import_: Import, rows: Sequence[Row]) -> None:
    """Who the mended rows are now, among records and earlier rows, and with them the rows that repeated them."""
    mended = {row.number for row in rows}
    followers = import_.all_rows.filter(twin__in=mended, record_id__isnull=True).exclude(number__in=mended)
    again = sorted([*rows, *_on_file(import_, list(followers))], key=lambda row: row.number)
    earlier = earlier_rows(import_, but={row.number for row in again})
    found = earlier.recognise([row.number for row in again], [row.indexed for row in again])
    nobody = [ImportRow.Verdict.NEW, None, None, False, None, []]
    bulk.update(ImportRow, COLUMNS, [[row.id, *nobody] for row in again])
    write_verdicts(again, verdicts(import_, again, found), found)
    bulk.update(ImportRow, ["faults"], [[row.id, row.faults] for row in again])
    _refuse_again(import_, again)
    recount(import_)


def _on_file(import_: Import, rows: Sequence[ImportRow]) -> list[Row]:
    """Rows as they were understood before."""
    places = indexed(import_.record_type, [row.keys for row in rows])
    decisive = decisive_fields(import_.record_type)
    return [
        Row(
            row.number,
            orjson.dumps(row.facts),
            orjson.dumps(unrefused(row.faults)),
            place,
            has_error(unrefused(row.faults), decisive),
            id=row.pk,
        )
        for row, place in zip(rows, places, strict=True)
    ]


def _refuse_again(import_: Import, rows: Sequence[Row]) -> None:
    """What a rule refuses now goes in no more, whoever wanted it so before."""
    numbers = [row.number for row in rows if row.wrong and is_refused(orjson.loads(row.faults))]
    wanted = import_.all_rows.filter(number__in=numbers, choices__include=True)
    bulk.update(ImportRow, ["choices"], [[row.pk, {**row.choices, "include": False}] for row in wanted])


def recount(import_: Import) -> None:
    """The rows by verdict anew."""
    import_.counts = {**import_.counts, **counted(import_)}
    import_.save(update_fields=["counts"])
