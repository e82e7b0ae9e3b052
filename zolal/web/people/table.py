"""A list's columns, and what stands in its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zolal.people.fields import Field, Shape, fields_of
from zolal.people.models import Company, Person
from zolal.people.queries.columns import added_columns
from zolal.people.queries.wish import COLUMNS_BESIDE, Wish, can_sort
from zolal.web.people.cells import cell_of, link_of
from zolal.web.people.faults import points_of
from zolal.web.people.kinds import KINDS
from zolal.web.people.own import own_look
from zolal.web.templatetags.reading import day, fact

Customer = Person | Company

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Column:
    """`sort` is the query that sorts by it, "" where a list cannot; `order` is "ascending", "descending" or ""."""

    name: str
    label: str
    sort: str
    order: str


@dataclass(frozen=True, slots=True)
class Cell:
    """`look` says in which way `zolal.web.people.cells` shows it; "name" is text, and a link in a list."""

    name: str
    look: str
    value: Any


@dataclass(frozen=True, slots=True)
class Row:
    """A record in a list: `pick` is what its box says, `cells` are its `<td>`s."""

    uid: str
    preview: str
    pick: str
    cells: SafeString


def columns_of(wish: Wish) -> list[Column]:
    """The chosen columns, or the usual ones."""
    labels = labels_of(wish.record_type)
    return [_column(wish, name, labels[name]) for name in wish.columns or KINDS[wish.record_type].columns]


def labels_of(record_type: str) -> dict[str, str]:
    """Everything that can be a column."""
    beside = {
        "name": _("Name"),
        "quality": _("Quality"),
        "completeness": _("Completeness"),
        "state": _("State"),
        "source": _("Source"),
        "created_at": _("Created"),
        "updated_at": _("Changed"),
    }
    names = ["name", *(name for name in fields_of(record_type) if name != "name"), *COLUMNS_BESIDE[1:]]
    known = fields_of(record_type)
    labels = {name: str(known[name].label) if name in known else beside[name] for name in names}
    return labels | {name: str(column.label) for name, column in added_columns(record_type).items()}


def cells_of(record: Customer, columns: Sequence[Column]) -> list[Cell]:
    known = fields_of(record.record_type)
    return [_cell(record, column.name, known.get(column.name)) for column in columns]


def cell_in(record: Customer, field: Field) -> Cell:
    """What a list would show of one field."""
    return _cell(record, field.name, field)


def rows_of(record_type: str, records: Sequence[Customer], columns: Sequence[Column]) -> list[Row]:
    """The rows of a page; what they have in common is made once."""
    page, preview, pick = _addresses(record_type), _addresses(f"{record_type}-preview"), _("Pick %(name)s")
    return [
        Row(
            uid=str(record.uid),
            preview=preview(record.uid),
            pick=pick % {"name": record.name},
            cells=_tds(record, columns, page(record.uid)),
        )
        for record in records
    ]


def _tds(record: Customer, columns: Sequence[Column], href: str) -> SafeString:
    cells = cells_of(record, columns)
    return format_html_join(
        "",
        '<td data-cell="{}">{}</td>',
        (
            (cell.name, link_of(record.name, href) if cell.look == "name" else cell_of(cell.look, cell.value))
            for cell in cells
        ),
    )


def _addresses(name: str) -> Callable[[UUID], str]:
    """What gives the address of one record after another: to reverse each would cost more than its name's cell."""
    pattern = reverse(name, args=[_NOBODY])
    return lambda uid: pattern.replace(str(_NOBODY), str(uid))


def _column(wish: Wish, name: str, label: str) -> Column:
    if not can_sort(wish.record_type, name):
        return Column(name, label, "", "")
    order = "ascending" if wish.sort == name else "descending" if wish.sort == f"-{name}" else ""
    return Column(name, label, wish.query(sort=f"-{name}" if order == "ascending" else name), order)


def _cell(record: Customer, name: str, field: Field | None) -> Cell:
    beside: dict[str, Callable[[], tuple[str, Any]]] = {
        "name": lambda: ("name", record.name),
        "quality": lambda: ("score", record.quality),
        "completeness": lambda: ("part", record.completeness),
        "created_at": lambda: ("moment", record.created_at),
        "updated_at": lambda: ("moment", record.updated_at),
        "state": lambda: ("text", record.get_state_display()),
        "source": lambda: ("text", record.source.title if record.source else ""),
    }
    if name in beside:
        return Cell(name, *beside[name]())
    if name in added_columns(record.record_type):
        value = record.beside[name]  # type: ignore[union-attr]
        return Cell(name, "text", day(value) if isinstance(value, date) else value or "")
    if field is not None and field.own is not None:
        return Cell(field.name, *own_look(record, field))
    return _field_cell(record, field) if field else Cell(name, "text", "")


def _field_cell(record: Customer, field: Field) -> Cell:
    match field.shape:
        case Shape.POINT:
            return Cell(field.name, "points", points_of(record, field.name))
        case Shape.TAGS:
            return Cell(field.name, "tags", [tagging.tag for tagging in record.taggings.all()])
        case Shape.CATEGORY:
            return Cell(field.name, "category", record.category)
        case Shape.COMPANY:
            return Cell(field.name, "company", record.company)  # type: ignore[union-attr]
        case Shape.USER:
            return Cell(field.name, "user", record.owner)
    value = getattr(record, field.name)
    return Cell(field.name, "text", (value.name if value else "") if field.shape is Shape.TEAM else fact(value, field))
