"""Rows of a checked import with another text in a cell: judged and recognised anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import orjson
from django.db.models import QuerySet

from zolal.capture.earlier import counted, earlier_rows
from zolal.capture.intake.cells import storable
from zolal.capture.models import Import, ImportRow
from zolal.capture.plain.kinds import PLAIN
from zolal.capture.plain.rows import judge_again, marks_of
from zolal.capture.refusals import is_refused, unrefused
from zolal.capture.rows import COLUMNS, Row, rows_of, verdicts, way_of, write_verdicts
from zolal.capture.suppressed import count_suppressed
from zolal.capture.understanding import understood
from zolal.capture.verdicts import decisive_fields, has_error
from zolal.core import bulk
from zolal.quality.index import indexed

CHUNK = 2_000


class Mending:
    """A text put into a column of many rows, which are judged and recognised anew with the rows that repeated them.

    What is known of all other rows is read once, however many these are.
    """

    def __init__(
        self, import_: Import, column: int, text: str, numbers: Collection[int], *, before: Collection[int] = ()
    ) -> None:
        """`before` are the rows that were given the text by an earlier attempt, all with lower numbers."""
        self._import, self._column, self._text = import_, column, storable([text])[0]
        self._wanted = {*numbers}
        self._plain = PLAIN.get(import_.record_type)
        again = self._wanted if self._plain else self._wanted | self._followers({*before})
        self.numbers = sorted(again)
        if self._plain:
            self._marks = marks_of(import_, but=again)
        else:
            self._earlier = earlier_rows(import_, but=again)

    def chunks(self) -> Iterator[Sequence[int]]:
        """The numbers of all rows that are looked at anew, ascending, at most `CHUNK` at a time."""
        return (self.numbers[begin : begin + CHUNK] for begin in range(0, len(self.numbers), CHUNK))

    def mend(self, numbers: Sequence[int]) -> int:
        """The next chunk; how many were given the text. To be called in a transaction."""
        rows = list(self._import.all_rows.filter(number__in=numbers).order_by("number"))
        for row in rows:
            if row.number in self._wanted:
                row.mended = {**row.mended, str(self._column): self._text}
        if self._plain:
            judge_again(self._import, self._plain, rows, self._marks)
            return len(rows)
        again = _understood(self._import, [row for row in rows if row.number in self._wanted])
        told = [[row.id, row.mended, row.facts, row.indexed.keys.encode(), row.suppressed] for row in again]
        bulk.update(ImportRow, ["mended", "facts", "keys", "suppressed"], told)
        self._recognise([*again, *_on_file(self._import, [row for row in rows if row.number not in self._wanted])])
        return len(again)

    def _followers(self, before: set[int]) -> set[int]:
        """Rows that repeat one of these, so far, and are not in yet."""
        rows = self._import.all_rows.filter(
            twin__isnull=False, record_id__isnull=True, number__gt=max(before, default=0)
        )
        mended = self._wanted | before  # may be more than a query takes
        told = rows.values_list("number", "twin").iterator(chunk_size=CHUNK)
        return {number for number, twin in told if twin in mended}

    def _recognise(self, rows: Sequence[Row]) -> None:
        again = sorted(rows, key=lambda row: row.number)
        found = self._earlier.recognise([row.number for row in again], [row.indexed for row in again])
        nobody = [ImportRow.Verdict.NEW, None, None, False, None, []]
        bulk.update(ImportRow, COLUMNS, [[row.id, *nobody] for row in again])
        write_verdicts(again, verdicts(self._import, again, found), found)
        bulk.update(ImportRow, ["faults"], [[row.id, row.faults] for row in again])
        _refuse_again(self._import, again)


def mend(import_: Import, rows: QuerySet[ImportRow], column: int, text: str) -> int:
    """Put a text into a column of a few rows; how many. To be called in a transaction."""
    mending = Mending(import_, column, text, list(rows.values_list("number", flat=True)))
    done = sum(mending.mend(numbers) for numbers in mending.chunks())
    recount(import_)
    return done


def _understood(import_: Import, rows: Sequence[ImportRow]) -> list[Row]:
    """Rows with what was mended, in normal form."""
    texts = [
        [row.mended.get(str(place), row.cells[place] if place < len(row.cells) else "") for row in rows]
        for place in range(len(import_.columns))
    ]
    found = rows_of(understood(way_of(import_), [row.number for row in rows], texts, {})) if rows else []
    return [replace(one, id=row.pk, mended=row.mended) for one, row in zip(found, rows, strict=True)]


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
    import_.counts = {**import_.counts, **counted(import_), "suppressed": count_suppressed(import_)}
    import_.save(update_fields=["counts"])
