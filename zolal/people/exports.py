"""A list as a file: CSV or XLSX, made while it is sent, in which no cell can run as a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_kind
from zolal.core.ledger import act
from zolal.core.models import Action
from zolal.engine.persian.calendar import to_jalali
from zolal.engine.records import SEPARATOR
from zolal.people.fields import Field, Shape
from zolal.people.models import Company, Person
from zolal.people.own.files import kept
from zolal.people.own.reading import typed
from zolal.people.queries.columns import added_columns
from zolal.people.queries.lists import Wish, in_order, matching_ids
from zolal.people.queries.permitted import whole_fields, withheld
from zolal.people.queries.related import attach, related_of
from zolal.people.values import value_of
from zolal.tables.delimited import csv_pieces
from zolal.tables.workbook import workbook_pieces

Format = Literal["csv", "xlsx"]
Calendar = Literal["jalali", "gregorian"]
Cell = Callable[[Any], str]

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Export:
    """A file on its way: `pieces` are made as they are taken, so a million rows need no more memory than some."""

    filename: str
    content_type: str
    rows: int
    action: Action
    pieces: Iterator[bytes]


def export_records(*, user: User, wish: Wish, form: Format = "xlsx", calendar: Calendar = "jalali") -> Export:
    """All records of a list, in its order, with its columns (all fields where it names none).

    Digits are ASCII and several values stand between " | ", so that the file can be imported again. Leaves an entry in
    the ledger. Raises `NotAllowed`, `BadWish`.
    """
    demand(user, "records.export")
    demand_kind(user, "export", wish.record_type)
    rows = len(matching_ids(user=user, wish=wish, what="export"))
    about = {
        "record_type": wish.record_type,
        "records": rows,
        "list": wish.query(after=None, before=None),
        "form": form,
    }
    with transaction.atomic():
        action = act(kind="records.export", by=user, about=about)
    title = _("People") if wish.record_type == "person" else _("Companies")
    tables = _tables(user, wish, columns(user, wish, calendar))
    rtl = user.language == "fa"
    pieces = csv_pieces(tables) if form == "csv" else workbook_pieces(tables, rows, title=title, rtl=rtl)
    name = f"{wish.record_type}-{timezone.localdate().isoformat()}.{form}"
    return Export(name, _TYPES[form], rows, action, pieces)


def columns(user: User, wish: Wish, calendar: Calendar) -> dict[str, Cell]:
    """Each column's header and how its cell is made of a record; what is withheld from the user does not leave."""
    fields, out = whole_fields(user, wish.record_type), withheld(user, wish.record_type)
    made: dict[str, Cell] = {_("ID"): lambda record: str(record.uid)}
    added, seen = added_columns(wish.record_type), added_columns(wish.record_type, out)
    for name in wish.columns or (*fields, "quality", "completeness", "source", "created_at", "updated_at"):
        if name in out:
            continue
        if name in added:
            if name in seen:
                made[str(seen[name].label)] = _added(name, calendar)
        elif name in fields:
            made[str(fields[name].label)] = _cell(fields[name], calendar)
        else:
            header, cell = _beside(name, calendar)
            made[header] = cell
    return made


def cells_of(user: User, record_type: str, calendar: Calendar) -> dict[str, tuple[Field, Cell]]:
    """How the cell of each field that the user sees whole is made of a record, by the field's name."""
    return {name: (field, _cell(field, calendar)) for name, field in whole_fields(user, record_type).items()}


def own_cells(
    user: User, record_type: str, calendar: Calendar = "gregorian", names: Sequence[str] | None = None
) -> dict[str, Cell]:
    """The headers of the fields in `own` that the user sees whole, and how their cells are made of a record; of `names`
    alone, where they are given."""
    whole = whole_fields(user, record_type)
    own = [field for name, field in whole.items() if field.own is not None and (names is None or name in names)]
    return {_own_head(field): _own_cell(field, calendar) for field in own}


def _own_head(field: Field) -> str:
    """With the unit, so that the amounts are read back as what they are."""
    return _("%(field)s (rial)") % {"field": field.label} if field.shape is Shape.MONEY else str(field.label)


def _tables(user: User, wish: Wish, cells: dict[str, Cell]) -> Iterator[pl.DataFrame]:
    schema = dict.fromkeys(cells, pl.String)
    # With no rows at all the header is still told.
    yield pl.DataFrame(schema=schema)
    for records in in_order(user=user, wish=wish, what="export"):
        attach(user, wish.record_type, records)
        yield pl.DataFrame({header: [cell(record) for record in records] for header, cell in cells.items()}, schema)


def _cell(field: Field, calendar: Calendar) -> Cell:
    name = field.name
    if field.own is not None:
        return _own_cell(field, calendar)
    by_shape: dict[Shape, Cell] = {
        Shape.DATE: lambda record: _day(getattr(record, name), calendar),
        Shape.NUMBER: lambda record: _plain(getattr(record, name)),
        Shape.CHOICE: lambda record: str(getattr(record, f"get_{name}_display")()),
        Shape.POINT: lambda record: _points(record, name),
        Shape.USER: lambda record: record.owner.email if record.owner else "",
        Shape.TAGS: lambda record: SEPARATOR.join(sorted(tagging.tag.name for tagging in record.taggings.all())),
        **dict.fromkeys((Shape.COMPANY, Shape.TEAM, Shape.CATEGORY), lambda record: _name(getattr(record, name))),
    }
    return by_shape.get(field.shape, lambda record: getattr(record, name))


def _own_cell(field: Field, calendar: Calendar) -> Cell:
    """As an import reads it again: choices by their labels, days in the calendar of the file."""
    labels = {choice.value: str(choice.label) for choice in field.own.choices} if field.own else {}

    def cell(record: Any) -> str:  # noqa: ANN401 - a person or a company
        value = value_of(record, field)
        if field.shape is Shape.DATE and value:
            return _day(date.fromisoformat(value), calendar)
        if field.shape is Shape.YES_NO and value is not None:
            return _("yes") if value else _("no")
        if field.shape is Shape.RELATION:
            found = related_of(record, str(value)) if value else None
            return found.name if found else ""
        if field.shape is Shape.FILE:
            file = kept(value)
            return file.name if file else ""
        values = value if isinstance(value, list) else [value]
        return SEPARATOR.join(labels.get(one, typed(one)) if isinstance(one, str) else typed(one) for one in values)

    return cell


def _added(name: str, calendar: Calendar) -> Cell:
    def cell(record: Any) -> str:  # noqa: ANN401 - a person or a company
        value = record.beside[name]
        return _day(value, calendar) if isinstance(value, date) else str(value or "")

    return cell


def _name(of: Any) -> str:  # noqa: ANN401 - a company, a team, a category or none
    return of.name if of else ""


def _beside(name: str, calendar: Calendar) -> tuple[str, Cell]:
    beside: dict[str, tuple[str, Cell]] = {
        "name": (_("Name"), lambda record: record.name),
        "quality": (_("Quality"), lambda record: _plain(record.quality)),
        "completeness": (_("Completeness"), lambda record: _plain(record.completeness)),
        "state": (_("State"), lambda record: str(record.get_state_display())),
        "source": (_("Source"), lambda record: record.source.name if record.source else ""),
        "created_at": (_("Created"), lambda record: _day(timezone.localdate(record.created_at), calendar)),
        "updated_at": (_("Changed"), lambda record: _day(timezone.localdate(record.updated_at), calendar)),
    }
    return beside[name]


def _points(record: Person | Company, kind: str) -> str:
    return SEPARATOR.join(point.value for point in record.contact_points.all() if point.kind == kind)


def _plain(number: int | None) -> str:
    return "" if number is None else str(number)


def _day(day: date | None, calendar: Calendar) -> str:
    if day is None:
        return ""
    if calendar == "gregorian":
        return day.isoformat()
    try:
        year, month, dom = to_jalali(day)
    except ValueError:
        return day.isoformat()
    return f"{year:04}/{month:02}/{dom:02}"
