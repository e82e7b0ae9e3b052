"""The rows of an import: a tab page by page, what an update would change, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.capture.intake.columns import LEAVE_OUT
from zolal.capture.intake.normalise import WHOLE_NAME
from zolal.capture.models import Import, ImportRow
from zolal.capture.plain.kinds import PLAIN, seen_records
from zolal.capture.rows import names_of, tag_names
from zolal.capture.updates import differences as differing
from zolal.capture.updates import faults_for, taken
from zolal.core.ledger import Facts, record_type
from zolal.people.fields import fields_of
from zolal.people.queries.permitted import field_of, withheld
from zolal.quality.queries.evidence import Evidence, as_seen
from zolal.quality.rules import meaning


@dataclass(frozen=True, slots=True)
class RowPage:
    """Rows by number; `next` is the number to go on from, 0 at the end."""

    rows: Sequence[ImportRow]
    next: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact of the record and of the row: `taken` tells whether the row's would go in as things stand."""

    fact: str
    now: Any
    file: Any
    taken: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A row beside the record it was recognised as; `unchanged`: it would go into that, and change nothing there."""

    differences: Sequence[Difference] = ()
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class RowTrouble:
    """What is wrong with a row: `column` is its place in the file, None for the row as a whole."""

    column: int | None
    header: str
    field: str
    code: str
    severity: str
    value: str
    message: str
    proposal: str


def row_page(
    *, import_: Import, verdict: str = "", suppressed: bool = False, after: int = 0, size: int = 50
) -> RowPage:
    """The rows of a tab, or of all; `suppressed`: only those with an address that is not to be used."""
    rows = import_.all_rows.filter(number__gt=after).order_by("number")
    rows = rows.filter(verdict=verdict) if verdict else rows
    rows = rows.filter(suppressed=True) if suppressed else rows
    found = list(rows[: size + 1])
    return RowPage(found[:size], found[size - 1].number if len(found) > size else 0)


def rows_by_number(*, import_: Import, numbers: Sequence[int]) -> dict[int, ImportRow]:
    """Some rows."""
    return {row.number: row for row in import_.all_rows.filter(number__in=numbers)}


def row_of(*, import_: Import, number: int) -> ImportRow:
    """One row; raises `ImportRow.DoesNotExist`."""
    return import_.all_rows.get(number=number)


def differences(*, import_: Import, row: ImportRow, user: User) -> Sequence[Difference]:
    """What an update would change on the record it goes into, fact by fact; of contact points and tags the new ones.

    Nothing of a record that the user may not see.
    """
    return comparisons(import_=import_, rows=[row], user=user)[row.number].differences


def comparisons(*, import_: Import, rows: Sequence[ImportRow], user: User) -> dict[int, Comparison]:
    """By row number, in a number of queries that does not grow with the rows; nothing of records the user may not
    see."""
    ids = {row.match_id for row in rows if row.match_id is not None}
    seen = list(seen_records(user, import_.record_type).filter(pk__in=ids).values_list("pk", flat=True))
    records = record_type(import_.record_type).facts(seen) if seen else {}
    companies, tags = names_of(records)
    found: dict[int, Comparison] = {}
    for row in rows:
        record = records.get(row.match_id) if row.match_id is not None else None
        found[row.number] = _compared(import_, row, record, companies, tags) if record is not None else Comparison()
    kind, out = import_.record_type, withheld(user, import_.record_type)
    return {number: replace(one, differences=_seen(kind, one.differences, out)) for number, one in found.items()}


def _seen(kind: str, said: Sequence[Difference], out: Collection[str]) -> Sequence[Difference]:
    """Without what stands in fields that the user does not see whole."""
    return [one for one in said if field_of(kind, one.fact, one.now, one.file) not in out] if out else said


def _compared(
    import_: Import, row: ImportRow, record: Facts, companies: Mapping[int, str], tags: Mapping[int, str]
) -> Comparison:
    company = companies.get(record.get("company"), "")
    different = differing(row.facts, record, company, tag_names(record, tags))
    going = taken(different, import_.policy, row.choices.get("facts"))
    said = [Difference(fact, now, new, fact in going) for fact, (now, new) in different.items()]
    adds = bool(going) or bool(faults_for({}, row.faults, record))
    return Comparison(said, unchanged=not adds and _goes_into_its_match(row))


def _goes_into_its_match(row: ImportRow) -> bool:
    answer = row.choices.get("identity", "")
    is_it = answer == "same" or (row.sure and answer != "new")
    return is_it and not row.twin and not row.record_id and row.verdict != ImportRow.Verdict.ERROR


def sees_match(*, import_: Import, row: ImportRow, user: User) -> bool:
    """Whether the user sees the record that a row was recognised as: else not even how alike the two are is told."""
    return seen_records(user, import_.record_type).filter(pk=row.match_id).exists()


def likeness_of(*, import_: Import, row: ImportRow, user: User) -> tuple[Evidence, float | None]:
    """Why a row may be the record, or the row, that it was recognised as, and how probably; as the user sees it."""
    for one in row.alike:
        if one.get("record") == row.match_id if row.match_id else one.get("row") == row.twin:
            return as_seen(user, import_.record_type, one["evidence"], one["probability"])
    return (), None if withheld(user, import_.record_type) else row.probability


def troubles_of_row(*, import_: Import, row: ImportRow) -> list[RowTrouble]:
    """What is wrong with a row, in the user's language, in the order of the columns; the row as a whole first."""
    places = _places(import_)
    found = []
    for name, faults in row.faults.items():
        for fault in faults:
            column = places.get(name)
            header = import_.columns[column]["header"] if column is not None else ""
            severity, message = _meant(fault)
            found.append(
                RowTrouble(column, header, name, fault["code"], severity, fault["raw"], message, fault["proposal"])
            )
    return sorted(found, key=lambda one: -1 if one.column is None else one.column)


def _meant(fault: Mapping[str, str]) -> tuple[str, str]:
    """How bad a fault is, and its sentence: that of its code, or the one that was said of the row."""
    if "message" in fault:
        return "error", fault["message"]
    means = meaning(fault["code"])
    return means.severity, means.message


def _places(import_: Import) -> dict[str, int]:
    """The column of each field; both names may come from one column."""
    places: dict[str, int] = {}
    for place, column in enumerate(import_.columns):
        if column["field"] and column["field"] != LEAVE_OUT:
            places.setdefault(column["field"], place)
    if WHOLE_NAME in places and import_.record_type == "person":
        for name in ("given_name", "family_name", "title"):
            places.setdefault(name, places[WHOLE_NAME])
    return places


class MendedText(Func):
    """What somebody typed into a column, as text; null where nothing. Django's key lookups take "5" for a place in a
    list, and `mended` is an object."""

    output_field = TextField()

    def __init__(self, column: int) -> None:
        super().__init__(F("mended"), Value(str(column)))

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:  # noqa: ANN401
        """`->>` takes a bare text for a key."""
        return super().as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" ->> ", **context)

    as_postgresql = as_sqlite


def rows_with(*, import_: Import, column: int, value: str) -> QuerySet[ImportRow]:
    """Rows whose cell in a column holds exactly a text, mended or as it came; of those that are not in yet."""
    rows = import_.all_rows.filter(record_id__isnull=True).annotate(typed=MendedText(column))
    return rows.filter(Q(typed=value) | Q(typed__isnull=True, **{f"cells__{column}": value}))


def count_rows_with(*, import_: Import, column: int, value: str) -> int:
    """How many rows a rule "replace this text in this column" would mend."""
    return rows_with(import_=import_, column=column, value=value).count()


def error_rows(*, import_: Import, chunk: int = 2_000) -> Iterator[dict[str, str]]:
    """What did not go in and why, as lines of a table: row number, column, value, message, what to do, then the row.

    After the commit the rows that were left out, before it those with a decisive error. Values are raw: whoever writes
    a file guards its formulas.
    """
    rows = import_.all_rows.filter(record_id__isnull=True).order_by("number")
    if import_.state != Import.State.DONE:
        rows = rows.filter(verdict=ImportRow.Verdict.ERROR)
    kind = PLAIN.get(import_.record_type)
    fields: Mapping[str, Any] = kind.fields if kind else fields_of(import_.record_type)
    labels = {name: str(field.label) for name, field in fields.items()}
    for row in rows.iterator(chunk_size=chunk):
        yield from _lines(import_, row, labels)


def _lines(import_: Import, row: ImportRow, labels: dict[str, str]) -> Iterator[dict[str, str]]:
    texts = [row.mended.get(str(place), cell) for place, cell in enumerate(row.cells)]
    cells = {column["header"]: text for column, text in zip(import_.columns, texts, strict=False)}
    troubles = [one for one in troubles_of_row(import_=import_, row=row) if one.severity == "error"]
    reasons = [
        (one.header or labels.get(one.field, one.field), one.value, one.message, _todo(one.proposal))
        for one in troubles
    ] or [("", "", _("The row was left out."), _("Nothing, unless it should go in after all: import it again."))]
    for header, value, message, todo in reasons:
        yield {
            _("Row"): str(row.number),
            _("Column"): header,
            _("Value"): value,
            _("What is wrong"): message,
            _("What to do"): todo,
            **{f"{header_}": text for header_, text in cells.items()},
        }


def _todo(proposal: str) -> str:
    if proposal:
        return _("Write “%(proposal)s” if that is right, then import the row again.") % {"proposal": proposal}
    return _("Mend the cell, then import the row again.")
