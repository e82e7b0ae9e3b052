"""How a list of any kind of records is narrowed by fields in `own`, and which of them stand as its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core.models import Record
from zolal.people.fields import Field, Shape
from zolal.people.own.reading import own_of
from zolal.people.queries.own_wish import OwnWish
from zolal.people.queries.permitted import whole_fields
from zolal.people.queries.wish import can_sort
from zolal.web.people.inputs import input_for
from zolal.web.people.own import own_look

_RANGED = frozenset({Shape.NUMBER, Shape.MONEY, Shape.DATE})
_CHOSEN = frozenset({Shape.CHOICE, Shape.CHOICES, Shape.YES_NO})


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """A control of the form of filters; `look` is "select", "date" or "text"."""

    name: str
    label: str
    look: str
    value: str
    options: Sequence[tuple[str, str]] = ()

    @property
    def id(self) -> str:
        """Fit for addresses in a page."""
        return self.name.replace(":", "-").replace(".", "-")


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """`query` sorts by it, "" where a list cannot be; `order` says how it is sorted by it now, as aria-sort does."""

    field: Field
    query: str
    is_number: bool
    order: str = ""


def own_filters(wish: OwnWish, user: User) -> list[OwnFilter]:
    """What can be asked, with what was."""
    asked = {(one.field, one.operator): one.values for one in wish.filters}

    def said(field: Field, operator: str) -> str:
        return next(iter(asked.get((field.name, operator), ())), "")

    found: list[OwnFilter] = []
    for field in _fields(wish, user):
        label = str(field.label)
        if field.shape in _RANGED:
            look = "date" if field.shape is Shape.DATE else "text"
            unit = _("%(field)s (rial)") % {"field": label} if field.shape is Shape.MONEY else label
            told = ((_("%(field)s from"), "from", "at least"), (_("%(field)s up to"), "to", "at most"))
            found += [
                OwnFilter(f"{field.name}.{suffix}", text % {"field": unit}, look, said(field, operator))
                for text, suffix, operator in told
            ]
        elif field.shape in _CHOSEN or (field.shape is Shape.RELATION and own_of(field).target == "user"):
            options = input_for(field, said(field, "is")).options
            found.append(OwnFilter(field.name, label, "select", said(field, "is"), options))
        elif field.shape is Shape.TEXT:
            found.append(OwnFilter(f"{field.name}.contains", label, "text", said(field, "contains")))
        elif field.shape is Shape.RELATION:
            found.append(OwnFilter(field.name, label, "text", said(field, "is")))
        else:
            there = [("1", _("is there"))]
            found.append(
                OwnFilter(
                    f"{field.name}.filled", label, "select", "1" if (field.name, "filled") in asked else "", there
                )
            )
    return found


def column_choices(wish: OwnWish, user: User) -> list[tuple[str, str, bool]]:
    """(name, label, whether it stands there) of what can stand as a column."""
    return [(field.name, str(field.label), field.name in wish.columns) for field in _fields(wish, user)]


def own_columns(wish: OwnWish, user: User, sort: str, address: Callable[[str], str]) -> list[OwnColumn]:
    """The columns that stand, each with what sorts by it; `address` makes a query string of an order."""
    return [
        OwnColumn(
            field,
            address(f"-{field.name}" if sort == field.name else field.name)
            if can_sort(wish.record_type, field.name)
            else "",
            field.shape in (Shape.NUMBER, Shape.MONEY),
            {field.name: "ascending", f"-{field.name}": "descending"}.get(sort, ""),
        )
        for field in wish.shown(user)
    ]


def own_cells(columns: Sequence[OwnColumn], record: Record) -> list[tuple[OwnColumn, str, Any]]:
    """(column, look, value) of a row, as the filter `cell` shows it."""
    return [(column, *own_look(record, column.field)) for column in columns]


def _fields(wish: OwnWish, user: User) -> list[Field]:
    return [field for field in whole_fields(user, wish.record_type).values() if field.own is not None]
