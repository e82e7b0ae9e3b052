"""Rows of a plain import: judged, kept with their verdicts, and judged again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from zolal.capture.models import Import, ImportRow
from zolal.capture.plain.columns import texts_of, units_of
from zolal.capture.plain.kind import Asked, Judged, PlainKind
from zolal.core import bulk
from zolal.core.listed import listed
from zolal.sales.marks import Marks, of_record

Verdict = ImportRow.Verdict
CHUNK = 2_000
COLUMNS = ("facts", "faults", "keys", "verdict", "match_id", "sure")


def judge(import_: Import, kind: PlainKind, rows: Sequence[ImportRow], seen: Marks) -> list[Judged]:
    """What becomes of the rows as they stand now, in their order."""
    asked = [
        Asked(
            row.number,
            texts_of(import_.columns, row.cells, row.mended),
            is_new=row.choices.get("identity") == "new",
            without_customer=bool(row.choices.get("include")),
        )
        for row in rows
    ]
    return kind.judge(asked, units=units_of(import_.columns), user=import_.by, seen=seen)


def kept(judged: Judged) -> list[Any]:
    """A judgement as `COLUMNS` keep it."""
    return [
        judged.facts if not judged.is_error else {},
        faults_of(judged.wrong),
        {"mark": judged.mark, **{name: judged.facts[name] for name in ("person", "company") if judged.facts.get(name)}},
        judged.verdict,
        judged.match_id,
        judged.sure and judged.match_id is not None,
    ]


def faults_of(wrong: Mapping[str, Sequence[str]]) -> dict[str, list[dict[str, str]]]:
    """Sentences by field, as faults of a row."""
    return {
        name: [{"code": "", "raw": "", "proposal": "", "message": str(one)} for one in sentences]
        for name, sentences in wrong.items()
    }


def marks_of(import_: Import, *, after: int = 0, up_to: int | None = None, but: Iterable[int] = ()) -> Marks:
    """The marks of the rows after a number, up to another or all, but for some and those that are left out."""
    rows = import_.all_rows.filter(skipped=False, number__gt=after).order_by("-number")
    rows = rows if up_to is None else rows.filter(number__lte=up_to)
    marks: Marks = {}
    out = {*but}  # may be more than a query takes
    for number, said, match_id in rows.values_list("number", "keys", "match_id").iterator(chunk_size=2_000):
        if number in out:
            continue
        if match_id is not None:
            marks[of_record(match_id)] = number
        if mark := said.get("mark"):
            marks[mark] = number
    return marks


def judge_again(import_: Import, kind: PlainKind, rows: Sequence[ImportRow], seen: Marks) -> None:
    """Rows that were mended or answered, ascending; to be called in a transaction. `seen` are the marks of the others,
    and gets those of these."""
    for begin in range(0, len(rows), CHUNK):
        some = rows[begin : begin + CHUNK]
        found = judge(import_, kind, some, seen)
        told = [[row.pk, row.mended, row.choices, *kept(one)] for row, one in zip(some, found, strict=True)]
        bulk.update(ImportRow, ["mended", "choices", *COLUMNS], told)


def missing(kind: PlainKind, columns: Sequence[Mapping[str, Any]]) -> str:
    """What of the needed fields no column gives, as a sentence; "" where nothing lacks."""
    given = {column["field"] for column in columns}
    lacking = [str(kind.fields[name].label) for name in kind.needed if name not in given]
    if not lacking:
        return ""
    sentence = _("No column is mapped to this, without which no row can be taken in: %(fields)s")
    return sentence % {"fields": listed(lacking)}
