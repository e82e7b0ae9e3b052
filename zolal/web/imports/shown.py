"""Rows of a file as a page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.capture.models import Import, ImportRow
from zolal.capture.queries.rows import Comparison, RowTrouble, comparisons, likeness_of, rows_by_number, troubles_of_row
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import mask_records
from zolal.people.queries.records import visible_records
from zolal.quality.queries.evidence import in_words
from zolal.web.ledger.reading import FactReader

_OF_RECORDS = {ImportRow.Verdict.UPDATE, ImportRow.Verdict.DUPLICATE}
_SEVERITIES = ("error", "warning", "info")
CANDIDATE_FACTS = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """A raw text (or what somebody typed instead), and what is wrong with it."""

    index: int
    header: str
    text: str
    messages: Sequence[str] = ()
    severity: str = ""
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of an update: the value on file, the one in the file, and which of them will stand."""

    label: str
    fact: str
    now: str
    file: str
    taken: bool


class Candidate(Protocol):
    """The record that a row was recognised as."""

    uid: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: Sequence[Cell]
    skipped: bool
    probability: float | None = None
    because: str = ""
    candidate: Candidate | None = None
    candidate_facts: Sequence[tuple[str, str]] = ()
    diff: Sequence[Difference] = ()
    unchanged: str = ""
    twin: int | None = None
    twin_cells: Sequence[Cell] = ()
    answered: str = ""
    messages: Sequence[str] = ()
    included: bool = False
    may_include: bool = True
    choices: Mapping[str, Any] = field(default_factory=dict)
    suppressed: bool = False


def shown_rows(*, user: User, import_: Import, rows: Sequence[ImportRow]) -> list[Row]:
    """The rows of one page, with the records they were recognised as, as far as the user sees those."""
    ids = {row.match_id for row in rows if row.match_id}
    seen = visible_records(user, import_.record_type).filter(pk__in=ids).prefetch_related("contact_points")
    found = mask_records(user, import_.record_type, list(seen))
    records = {record.pk: record for record in found}
    twins = rows_by_number(import_=import_, numbers=[row.twin for row in rows if row.twin])
    compared = comparisons(import_=import_, rows=[row for row in rows if row.verdict in _OF_RECORDS], user=user)
    updates = [row.number for row in rows if row.verdict == ImportRow.Verdict.UPDATE]
    diffs = differences_of(user, import_, {number: compared[number] for number in updates})
    return [
        _row(user, import_, row, records, twins, diff=diffs.get(row.number), compared=compared.get(row.number))
        for row in rows
    ]


def _row(
    user: User,
    import_: Import,
    row: ImportRow,
    records: Mapping[int, Person | Company],
    twins: Mapping[int, ImportRow],
    *,
    diff: Sequence[Difference] | None,
    compared: Comparison | None,
) -> Row:
    candidate = records.get(row.match_id) if row.match_id else None
    updates = diff is not None
    twin = twins.get(row.twin) if row.twin else None
    evidence, probability = likeness_of(import_=import_, row=row, user=user)
    return Row(
        number=row.number,
        cells=cells(import_, row) if not updates else (),
        skipped=row.skipped,
        probability=probability if candidate is not None or not row.match_id else None,
        because=in_words(import_.record_type, evidence, probability or 0)
        if evidence and (candidate is not None or not row.match_id)
        else "",
        candidate=candidate,
        candidate_facts=_facts_of(candidate) if candidate is not None and not updates else (),
        diff=diff or (),
        unchanged=why_unchanged(compared) if compared else "",
        twin=row.twin,
        twin_cells=cells(import_, twin) if twin else (),
        answered=_answered(row),
        messages=row_messages(import_, row),
        included=bool(row.choices.get("include")),
        choices=row.choices,
        suppressed=row.suppressed,
    )


def why_unchanged(compared: Comparison) -> str:
    """Why taking the row in would change nothing, where that is so."""
    if not compared.unchanged:
        return ""
    if compared.differences:
        return _("Nothing would change: where the file says something else, what is on file stays.")
    return _("Nothing would change: all of this is on file already.")


def cells(import_: Import, row: ImportRow) -> list[Cell]:
    """Every cell of a row, in the order of the file."""
    wrong: dict[int | None, list[RowTrouble]] = {}
    for trouble in troubles_of_row(import_=import_, row=row):
        if trouble.severity != "info":
            wrong.setdefault(trouble.column, []).append(trouble)
    return [_cell(index, column, row, wrong.get(index, ())) for index, column in enumerate(import_.columns)]


def row_messages(import_: Import, row: ImportRow) -> list[str]:
    """What is wrong with a row as a whole, or with fields that stand in no column."""
    return [one.message for one in troubles_of_row(import_=import_, row=row) if one.column is None and one.message]


def _cell(index: int, column: Mapping[str, Any], row: ImportRow, troubles: Sequence[RowTrouble]) -> Cell:
    raw = row.cells[index] if index < len(row.cells) else ""
    severities = {trouble.severity for trouble in troubles}
    return Cell(
        index=index,
        header=str(column.get("header", "")),
        text=str(row.mended.get(str(index), raw) or ""),
        messages=tuple(dict.fromkeys(trouble.message for trouble in troubles if trouble.message)),
        severity=next((one for one in _SEVERITIES if one in severities), ""),
        proposal=next((trouble.proposal for trouble in troubles if trouble.proposal), ""),
    )


def differences_of(user: User, import_: Import, compared: Mapping[int, Comparison]) -> dict[int, list[Difference]]:
    name = import_.record_type
    found = {number: one.differences for number, one in compared.items()}
    values = [(name, one.fact, value) for diff in found.values() for one in diff for value in (one.now, one.file)]
    reader = FactReader(user, values)
    return {
        number: [
            Difference(
                label=reader.label(name, one.fact, one.file or one.now),
                fact=one.fact,
                now=reader.text(name, one.fact, one.now),
                file=reader.text(name, one.fact, one.file),
                taken=one.taken,
            )
            for one in diff
        ]
        for number, diff in found.items()
    }


def _facts_of(record: Person | Company) -> list[tuple[str, str]]:
    points = [
        (str(point.get_kind_display()), point.value) for point in list(record.contact_points.all())[:CANDIDATE_FACTS]
    ]
    places = [(_("city"), record.city), (_("address"), record.address)]
    return [(label, value) for label, value in [*points, *places] if value]


def _answered(row: ImportRow) -> str:
    match row.choices.get("identity"):
        case "same":
            return _("the same")
        case "new":
            return _("somebody new")
    return ""
