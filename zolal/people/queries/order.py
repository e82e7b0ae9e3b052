"""The order of a list, and the place in it where a page begins.

A page begins after a record, not at a number: rows that come and go in front of it move nothing, and the thousandth
page costs what the first does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from zolal.people.fields import fields_of, is_own
from zolal.people.models import OwnValue
from zolal.people.own.index import number_of
from zolal.people.queries.own_conditions import BY_TEXT
from zolal.people.queries.wish import BadWish

_COLUMNS = {
    "name": ("sort_key",),
    "city": ("city_key", "sort_key"),
    "city alone": ("city_key",),  # for who does not see names
    "updated_at": ("updated_at",),
    "created_at": ("created_at",),
    "quality": ("score__quality",),
}
_IDS = {"score__quality": "score__pk"}
"""Where the index of a column stands beside the record, the id by which it goes on."""
_MOMENTS = {"updated_at", "created_at"}
OWN_VALUE = "own_value"
"""The column that a list sorted by a field in `own` is given, see `OwnSort`."""
_ABSENT: Mapping[str, Any] = {"score__quality": None, "city_key": "", OWN_VALUE: None}
"""What stands in a column that a list is sorted by first where a record has no such value."""
_SIGNER = signing.Signer(salt="zolal.people.place")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands in an order: its values in the order's columns, and its id."""

    values: tuple[Any, ...]
    id: int


@dataclass(frozen=True, slots=True)
class OwnSort:
    """Where the index of values in `own` holds what a list is sorted by: the number of the field, and the column."""

    field: int
    column: str

    @property
    def rows(self) -> QuerySet[OwnValue]:
        """The values there are."""
        return OwnValue.objects.filter(field=self.field, **{f"{self.column}__isnull": False})

    def given(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """The records with their value as a column."""
        values = OwnValue.objects.filter(field=self.field, record=OuterRef("pk")).order_by().values(self.column)
        return records.annotate(**{OWN_VALUE: Subquery(values[:1])})


def order_of(record_type: str, sort: str) -> Order:
    """The order a list is wished in."""
    name = sort.removeprefix("-")
    if not is_own(name):
        return Order(sort)
    shape = fields_of(record_type)[name].shape
    return Order(sort, OwnSort(number_of(record_type, name), "text" if shape in BY_TEXT else "number"))


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by, then by id; all the same way, up or down."""

    sort: str
    own: OwnSort | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        if self.own:
            return (OWN_VALUE,)
        return _COLUMNS[self.sort.removeprefix("-")]

    @property
    def beside(self) -> bool:
        """Whether it is sorted by what stands beside the record, where an index does not know the record's state."""
        return self.columns[0] in _IDS

    @property
    def down(self) -> bool:
        return self.sort.startswith("-")

    def stretches(self) -> list[tuple[Q, tuple[str, ...]]]:
        """The list in stretches, each with its columns: what has no value comes last, whichever the direction."""
        first, *rest = self.columns
        if first not in _ABSENT:
            return [(Q(), self.columns)]
        if self.beside:
            # Every score; said as a range, it is what leads SQLite to begin with the scores and not with the records.
            filled, bare = Q(**{f"{first}__gte": 0}), Q(**{f"{first}__isnull": True})
        elif _ABSENT[first] is None:
            filled, bare = Q(**{f"{first}__isnull": False}), Q(**{f"{first}__isnull": True})
        else:
            filled, bare = Q(**{f"{first}__gt": ""}), Q(**{first: ""})
        return [(filled, self.columns), (bare, tuple(rest))]

    def stretch_of(self, place: Place) -> int:
        return int(self._is_bare(place.values))

    def _is_bare(self, row: Sequence[Any]) -> bool:
        """Whether a row has no value in the first column."""
        first = self.columns[0]
        return first in _ABSENT and row[0] == _ABSENT[first]

    def by(self, columns: Sequence[str], *, backward: bool = False) -> list[OrderBy]:
        """For `order_by`."""
        descending = self.down is not backward
        return [OrderBy(F(column), descending=descending) for column in (*columns, _id(columns))]

    def without_index(self, columns: Sequence[str], *, backward: bool = False) -> list[OrderBy]:
        """The same order, in a form that keeps a database from walking an index of it."""
        descending = self.down is not backward
        return [OrderBy(Coalesce(F(column), F(column)), descending=descending) for column in (*columns, "id")]

    def after(self, rows: Sequence[Sequence[Any]], place: Place | None, *, backward: bool) -> list[Any]:
        """Rows (values in `columns`, then the id) in this order from a place on; `backward`: those before, nearest
        first."""
        filled = sorted((row for row in rows if not self._is_bare(row)), reverse=self.down)
        bare = sorted((row for row in rows if self._is_bare(row)), key=_rest, reverse=self.down)
        whole = [*filled, *bare]
        if place is None:
            return whole[::-1] if backward else whole
        edge = (*place.values, place.id)
        if backward:
            return [row for row in reversed(whole) if self._is_after(edge, row)]
        return [row for row in whole if self._is_after(row, edge)]

    def _is_after(self, one: Sequence[Any], other: Sequence[Any]) -> bool:
        if self._is_bare(one) != self._is_bare(other):
            return self._is_bare(one)
        first, second = (_rest(one), _rest(other)) if self._is_bare(one) else (one, other)
        return tuple(first) < tuple(second) if self.down else tuple(first) > tuple(second)

    def beyond(self, columns: Sequence[str], place: Place, *, backward: bool = False) -> Q:
        """What comes after a place (`backward`: before it), in the form that an index can answer."""
        than = "lt" if self.down is not backward else "gt"
        condition = Q(**{f"{_id(columns)}__{than}": place.id})
        values = dict(zip(self.columns, place.values, strict=True))
        for column, value in reversed([(column, values[column]) for column in columns]):
            condition = Q(**{f"{column}__{than}e": value}) & (Q(**{f"{column}__{than}": value}) | condition)
        return condition

    def written(self, row: Sequence[Any]) -> str:
        """The place of a row (its values in `columns`, then its id) as it stands in an address."""
        told = [value.isoformat() if isinstance(value, datetime) else value for value in row]
        return _SIGNER.sign_object([self.sort, *told])

    def place(self, text: str) -> Place:
        """Read back what `written` wrote. Raises `BadWish` for what it did not write, or wrote for another order."""
        try:
            sort, *values, record_id = _SIGNER.unsign_object(text)
        except (signing.BadSignature, ValueError):
            raise BadWish("after", _("This page of the list cannot be found; begin at the first page.")) from None
        if sort != self.sort:
            raise BadWish("after", _("The list is sorted differently now; begin at the first page."))
        if self.columns[0] in _MOMENTS:
            values = [datetime.fromisoformat(value) for value in values]
        return Place(tuple(values), int(record_id))


def _id(columns: Sequence[str]) -> str:
    return _IDS.get(columns[0], "id") if columns else "id"


def _rest(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(row[1:])
