"""What somebody decides about the rows of a checked import, before it is taken in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.capture.actions.imports import CannotImport, standing, start
from zolal.capture.mending import CHUNK, mend, recount
from zolal.capture.models import Import, ImportRow
from zolal.capture.plain.kinds import PLAIN
from zolal.capture.plain.rows import judge_again, marks_of
from zolal.capture.queries.rows import rows_with
from zolal.capture.refusals import is_refused
from zolal.capture.updates import EVERY
from zolal.core import bulk

Answer = Literal["take", "keep"]
Identity = Literal["same", "new", ""]


def mend_cell(*, import_: Import, number: int, column: int, text: str, by: User) -> ImportRow:
    """Put another text into one cell, for this import only; the row is judged anew. The raw cell stays as it was."""
    with transaction.atomic():
        current = _ready(import_, by)
        _demand_column(current, column)
        rows = current.all_rows.filter(number=number, record_id__isnull=True)
        if not mend(current, rows, column, text):
            raise CannotImport(_("There is no such row, or it is in already."))
    return current.all_rows.get(number=number)


def mend_cells(*, import_: Import, column: int, value: str, replacement: str, by: User) -> int:
    """Replace a text by another in a whole column, for this import only; how many rows were mended.

    `queries.rows.count_rows_with` tells the number before. Many are mended in the background; until that is done, the
    import is being checked.
    """
    if value == replacement:
        return 0
    with transaction.atomic():
        current = _ready(import_, by)
        _demand_column(current, column)
        rows = rows_with(import_=current, column=column, value=value)
        if (count := rows.count()) <= CHUNK:
            return mend(current, rows, column, replacement)
        start(current, "capture.mend", Import.State.CHECKING, by, column=column, value=value, replacement=replacement)
        return count


def choose(*, import_: Import, by: User, facts: Mapping[str, Answer], number: int | None = None) -> int:
    """Answer which value shall stand where an update differs: {fact: "take" | "keep"}, "*" for all other facts.

    For one row or, without `number`, for all updates; how many rows were answered.
    """
    with transaction.atomic():
        current = _ready(import_, by)
        rows = current.all_rows.filter(match_id__isnull=False, record_id__isnull=True)
        rows = rows.filter(number=number) if number else rows
        return _answer(rows, lambda row: {**row.choices, "facts": {**_facts(row, facts), **facts}})


def _facts(row: ImportRow, answers: Mapping[str, Answer]) -> Mapping[str, str]:
    """The answers so far; one for everything takes the place of all."""
    return {} if EVERY in answers else row.choices.get("facts", {})


def decide(*, import_: Import, by: User, numbers: Sequence[int], identity: Identity) -> int:
    """Say of rows that may be somebody known that they are ("same"), that they are not ("new"), or nothing ("")."""
    with transaction.atomic():
        current = _ready(import_, by)
        rows = current.all_rows.filter(number__in=numbers, record_id__isnull=True)
        count = _answer(rows, lambda row: {**row.choices, "identity": identity})
        _judged_anew(current, rows)
        return count


def skip(*, import_: Import, by: User, numbers: Sequence[int] = (), verdict: str = "", skipped: bool = True) -> int:
    """Leave rows out, or take them in again: named ones, or a whole tab."""
    with transaction.atomic():
        return _chosen(_ready(import_, by), numbers, verdict).update(skipped=skipped)


def include_errors(*, import_: Import, by: User, numbers: Sequence[int] = (), include: bool = True) -> int:
    """Take error rows in all the same, with what is wrong kept as faults: named ones, or all.

    What a rule refuses stays out; how many rows were answered.
    """
    with transaction.atomic():
        current = _ready(import_, by)
        verdict = "" if numbers and current.record_type in PLAIN else ImportRow.Verdict.ERROR
        rows = _chosen(current, numbers, verdict)
        chosen = current.all_rows.filter(pk__in=list(rows.values_list("pk", flat=True)))
        count = _answer(rows, lambda row: None if is_refused(row.faults) else {**row.choices, "include": include})
        _judged_anew(current, chosen)
        return count


def _judged_anew(import_: Import, rows: QuerySet[ImportRow]) -> None:
    """An answer changes the verdict of a row of a plain file: it is judged by what it tells, not by likeness."""
    kind = PLAIN.get(import_.record_type)
    if kind is None:
        return
    again = list(rows.order_by("number"))
    judge_again(import_, kind, again, marks_of(import_, but=[row.number for row in again]))
    recount(import_)


def _chosen(import_: Import, numbers: Sequence[int], verdict: str) -> QuerySet[ImportRow]:
    rows = import_.all_rows.filter(record_id__isnull=True)
    rows = rows.filter(number__in=numbers) if numbers else rows
    return rows.filter(verdict=verdict) if verdict else rows


def _answer(rows: QuerySet[ImportRow], answer: Callable[[ImportRow], dict[str, Any] | None]) -> int:
    """Give the rows their answers; a row that has none stays as it is."""
    told = ((row.pk, answer(row)) for row in rows.only("pk", "choices", "faults").iterator(chunk_size=CHUNK))
    changed = [[pk, choices] for pk, choices in told if choices is not None]
    bulk.update(ImportRow, ["choices"], changed)
    return len(changed)


def _ready(import_: Import, by: User) -> Import:
    return standing(import_, by, Import.State.READY)


def _demand_column(import_: Import, column: int) -> None:
    if not 0 <= column < len(import_.columns):
        raise CannotImport(_("There is no such column in this file."))
