"""The filters of a list that the index of values in `own` answers, and its walk in their order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Exists, F, Func, JSONField, OuterRef, Q, QuerySet
from django.db.models.fields.json import DataContains

from zolal.accounts.models import User
from zolal.people.fields import fields_of, is_own
from zolal.people.models import OwnValue
from zolal.people.queries.order import OWN_VALUE, Order, OwnSort, Place
from zolal.people.queries.own_conditions import at_least_in_row, contained, is_set, own_condition, own_rows, together
from zolal.people.queries.records import MODELS
from zolal.people.queries.wish import Filter

_COUNTED = 20_000 if connection.vendor == "sqlite" else 1_000
"""How far the sets are counted to know the smallest: a walk through more than that costs the same for all. PostgreSQL
finds their order itself."""


_Set = tuple[int, int, QuerySet[OwnValue]]
"""How many records it holds, counted as far as matters; which of the filters it is of; its rows."""


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
        if (contained := self._contained) is not None:
            return contained
        # In the order of their sizes: the sooner a record is ruled out, the fewer lookups it costs.
        first, *others = self._merged(sets) or [rows for _size, _place, rows in sets]
        absent = [self._rows(each) for each in self.filters if self.answers(each) and not is_set(each.operator)]
        return together(first, [*((rows, True) for rows in others), *((rows, False) for rows in absent)])

    @property
    def _contained(self) -> Q | None:
        """Where PostgreSQL's index of what `own` contains answers several of them at once, it is asked for those."""
        return None if self._in_own is None else Q(own__contains=self._in_own[0]) & self._in_own[1]

    @property
    def in_row(self) -> Q | None:
        """The same of rows that something else finds: a single look at `own`, which costs less than to plan lookups."""
        if self._in_own is None:
            return None
        # Not the column itself, lest its index be asked for all that fit.
        plain = Func(F("own"), template="(%(expressions)s || '{}'::jsonb)", output_field=JSONField())
        return Q(DataContains(plain, self._in_own[0])) & self._in_own[1]

    @cached_property
    def _in_own(self) -> tuple[dict[str, Any], Q] | None:
        """What `own` contains of those that fit, and what else is asked of them."""
        if connection.vendor != "postgresql" or self.record_type not in MODELS:
            return None
        known = fields_of(self.record_type)
        parts = {each: contained(known[each.field], each.operator, each.values) for each in self._in_sets}
        if sum(map(bool, parts.values())) < 2:
            return None
        rest = Q()
        for each in self.filters:
            if self.answers(each) and not parts.get(each):
                field, operator, values = known[each.field], each.operator, each.values
                in_row = at_least_in_row(field, operator, values)
                rest &= in_row or own_condition(self.record_type, field, operator, values, self.user)
        return {key: value for part in parts.values() for key, value in part.items()}, rest

    def _merged(self, sets: Sequence[_Set]) -> list[QuerySet[OwnValue]]:
        """Where all are large, the records that two of them share come first; none where that does not help.

        Of one value the index is in the order of records: SQLite goes through two such stretches side by side, which
        costs a third of looking up each record of one in the other.
        """
        if connection.vendor != "sqlite" or sets[0][0] < _COUNTED:
            return []
        alike = [one for one in sets if _is_one_value(self._in_sets[one[1]])]
        if len(alike) < 2:
            return []
        (_, _, one), (_, _, other) = alike[:2]
        both = one.values("record").intersection(other.values("record"))
        begin = alike[2] if len(alike) > 2 else alike[0]
        done = {alike[0][1], alike[1][1], begin[1]}
        return [begin[2].filter(record__in=both), *(rows for _size, place, rows in sets if place not in done)]

    @property
    def fewest(self) -> int | None:
        """How many the smallest of the sets holds, counted as far as matters."""
        return self._sets[0][0] if self._sets else None

    @cached_property
    def _sets(self) -> list[_Set]:
        sets = [self._rows(each) for each in self._in_sets]
        counted = [(rows[:_COUNTED].count(), place, rows) for place, rows in enumerate(sets)]
        # Of as many that with one value first: it is found in the index alone.
        return sorted(counted, key=lambda one: (one[0], not _is_one_value(self._in_sets[one[1]]), one[1]))

    @cached_property
    def _in_sets(self) -> list[Filter]:
        return [each for each in self.filters if is_set(each.operator)]

    def _rows(self, wanted: Filter) -> QuerySet[OwnValue]:
        field = fields_of(self.record_type)[wanted.field]
        return own_rows(self.record_type, field, wanted.operator, wanted.values, self.user)


def _is_one_value(wanted: Filter) -> bool:
    return wanted.operator == "is" and len(wanted.values) == 1


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
