"""The filters of a list that the index of values in `own` answers, and its walk in their order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from zolal.accounts.models import User
from zolal.people.fields import fields_of, is_own
from zolal.people.models import OwnValue
from zolal.people.queries.order import OWN_VALUE, Order, OwnSort, Place
from zolal.people.queries.own_conditions import is_set, own_rows, together
from zolal.people.queries.wish import Filter

_COUNTED = 20_000
"""How far the sets are counted to know the smallest: a walk through more than that costs the same for all."""


class OwnFilters:
    """Those of the filters of a list that are about fields in `own`."""

    def __init__(self, record_type: str, filters: Sequence[Filter], user: User) -> None:
        self.record_type, self.user = record_type, user
        self.filters = [each for each in filters if is_own(each.field)]

    def answers(self, wanted: Filter) -> bool:
        """Whether `together` says it."""
        return is_own(wanted.field) and wanted.operator != "contains"

    @cached_property
    def together(self) -> Q | None:
        """All of them that the index answers, beginning with that of the fewest; None where none has a set."""
        sets = self._sets
        if not sets:
            return None
        # In the order of their sizes: the sooner a record is ruled out, the fewer lookups it costs.
        others = [(rows, True) for _size, _place, rows in sets[1:]]
        absent = [each for each in self.filters if self.answers(each) and not is_set(each.operator)]
        return together(sets[0][2], [*others, *((self._rows(each), False) for each in absent)])

    @property
    def fewest(self) -> int | None:
        """How many the smallest of the sets holds, counted as far as matters."""
        return self._sets[0][0] if self._sets else None

    @cached_property
    def _sets(self) -> list[tuple[int, int, QuerySet[OwnValue]]]:
        sets = [self._rows(each) for each in self.filters if is_set(each.operator)]
        return sorted((rows[:_COUNTED].count(), place, rows) for place, rows in enumerate(sets))

    def _rows(self, wanted: Filter) -> QuerySet[OwnValue]:
        field = fields_of(self.record_type)[wanted.field]
        return own_rows(self.record_type, field, wanted.operator, wanted.values, self.user)


def along_own(
    matching: QuerySet[Any], order: Order, own: OwnSort, place: Place | None, *, backward: bool, limit: int
) -> list[tuple[Any, ...]]:
    """The next ones after a place, along the index of the values: first those with one, then those without."""
    at = 0 if place is None else order.stretch_of(place)
    stretches = range(at, -1, -1) if backward else range(at, 2)
    found: list[tuple[Any, ...]] = []
    for stretch in stretches:
        begin = place if stretch == at else None
        walk = _without if stretch else _with
        found += walk(matching, order, own, begin, backward=backward)[: limit - len(found)]
        if len(found) == limit:
            break
    return found


def _with(matching: QuerySet[Any], order: Order, own: OwnSort, place: Place | None, *, backward: bool) -> QuerySet[Any]:
    descending = order.down is not backward
    rows = own.rows.filter(Exists(matching.filter(pk=OuterRef("record")).order_by()))
    if place is not None:
        than, value = "lt" if descending else "gt", place.values[0]
        beyond = Q(**{f"{own.column}__{than}": value}) | Q(**{f"record__{than}": place.id})
        rows = rows.filter(Q(**{f"{own.column}__{than}e": value}) & beyond)
    sign = "-" if descending else ""
    return rows.order_by(f"{sign}{own.column}", f"{sign}record").values_list(own.column, "record")


def _without(
    matching: QuerySet[Any], order: Order, own: OwnSort, place: Place | None, *, backward: bool
) -> QuerySet[Any]:
    descending = order.down is not backward
    rows = own.given(matching.filter(~Exists(own.rows.filter(record=OuterRef("pk")))))
    if place is not None:
        rows = rows.filter(**{f"pk__{'lt' if descending else 'gt'}": place.id})
    return rows.order_by("-pk" if descending else "pk").values_list(OWN_VALUE, "pk")
