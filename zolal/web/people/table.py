"""A list's columns, and what stands in its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zolal.people.fields import Field, Shape, fields_of
from zolal.people.models import Company, Person
from zolal.people.queries.wish import COLUMNS_BESIDE, SORTS, Wish
from zolal.web.people.faults import points_of
from zolal.web.people.kinds import KINDS
from zolal.web.templatetags.reading import fact

Customer = Person | Company


@dataclass(frozen=True, slots=True)
class Column:
    """`sort` is the query that sorts by it, "" where a list cannot; `order` is "ascending", "descending" or ""."""

    name: str
    label: str
    sort: str
    order: str


@dataclass(frozen=True, slots=True)
class Cell:
    """`look` says which part of people/cell.html shows it."""

    name: str
    look: str
    value: Any


def columns_of(wish: Wish) -> list[Column]:
    """The chosen columns, or the usual ones."""
    names = wish.columns or KINDS[wish.record_type].columns
    return [_column(wish, name) for name in names]


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
    return {name: str(known[name].label) if name in known else beside[name] for name in names}


def cells_of(record: Customer, columns: Sequence[Column]) -> list[Cell]:
    known = fields_of("person" if isinstance(record, Person) else "company")
    return [_cell(record, column.name, known.get(column.name)) for column in columns]


def _column(wish: Wish, name: str) -> Column:
    label = labels_of(wish.record_type)[name]
    if name not in SORTS:
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
        "source": lambda: ("text", record.source.name if record.source else ""),
    }
    if name in beside:
        return Cell(name, *beside[name]())
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
