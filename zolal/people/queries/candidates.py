"""How the records of a list are found quickly, whatever it is filtered and sorted by.

No index serves every filter together with every order, and left alone a database may walk a million rows in order to
find the three that fit. So the ids that fit are asked for first, in no order, at most some thousand: few of them are
sorted by themselves; of many, the next ones are near, and the order's index is walked until the page is full.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.core.models import Record
from zolal.people.queries.conditions import condition, state_condition
from zolal.people.queries.order import Order, Place
from zolal.people.queries.records import MODELS
from zolal.people.queries.wish import Wish
from zolal.people.search import search_condition

EXACT = 10_000
"""Up to how many records a list is counted."""

_WINDOWS = (4_000, 32_000, 256_000)
_WITH_STATE = {"state", "city", "quality", "created_at", "updated_at"}
"""Filters whose indexes begin with the state."""


class Candidates:
    """The records a user may see that a wish asks for."""

    def __init__(self, user: User, wish: Wish) -> None:
        self.model = MODELS[wish.record_type]
        self.state = state_condition(wish.filters)
        self.narrowing = [condition(wish.record_type, each, user) for each in wish.filters if each.field != "state"]
        if wish.search:
            self.narrowing.append(search_condition(wish.record_type, wish.search))
        self.everything = visible(self.model.objects.all(), user)
        self.plain = not (self.narrowing or self.everything.query.where)
        # Nearly all are active: an index that begins with the state lures SQLite away from the filters' own.
        named = {each.field for each in wish.filters}
        self.state_unindexed = connection.vendor == "sqlite" and not (self.plain or named & _WITH_STATE)

    def matching(self) -> QuerySet[Any]:
        """All of them, in no order, found by the filters' indexes."""
        rows = self._narrowed(self.everything)
        if not self.state_unindexed:
            return rows.filter(self.state)
        return rows.alias(plain_state=Concat("state", Value(""), output_field=TextField())).filter(
            plain_state=Record.State.ACTIVE
        )

    @cached_property
    def counted(self) -> int:
        """How many they are, at most one more than `EXACT`."""
        if self.plain:
            return self.matching().order_by()[: EXACT + 1].count()
        return len(self._few)

    @property
    def total(self) -> tuple[int, bool]:
        """How many they are as it is told, and whether that is exact."""
        return min(self.counted, EXACT), self.counted <= EXACT

    @cached_property
    def _few(self) -> list[int]:
        return list(self.matching().order_by().values_list("pk", flat=True)[: EXACT + 1])

    def rows(self, order: Order, place: Place | None, *, backward: bool, limit: int) -> list[tuple[Any, ...]]:
        """The next ones after a place in an order, each as its values in the order's columns and its id."""
        found: list[tuple[Any, ...]] = []
        for narrowed, columns in _ahead(order, place, backward=backward):
            ordered = order.by(columns, backward=backward)
            wanted = limit - len(found)
            for rows in self._tries(narrowed, ordered):
                read = list(rows.order_by(*ordered).values_list(*order.columns, "pk")[:wanted])
                if len(read) == wanted:
                    break
            found += read
            if len(found) == limit:
                break
        return found

    def _tries(self, narrowed: Q, ordered: list[Any]) -> Iterator[QuerySet[Any]]:
        """Ever wider parts of the list, of which the first that holds enough is taken; the last one is the whole."""
        stretch = self.everything.filter(self.state, narrowed)
        if self.plain:
            yield stretch
            return
        if self.counted <= EXACT:
            yield self.model.objects.filter(narrowed, pk__in=self._few)
            return
        for width in _WINDOWS:
            window = self.model.objects.filter(self.state, narrowed).order_by(*ordered).values("pk")[:width]
            yield self._narrowed(self.everything.filter(pk__in=window))
        yield self._narrowed(stretch)

    def _narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        for each in self.narrowing:
            rows = rows.filter(each)
        return rows


def _ahead(order: Order, place: Place | None, *, backward: bool) -> list[tuple[Q, tuple[str, ...]]]:
    """The stretches of an order from a place on, the first one cut there."""
    stretches = order.stretches()
    at = 0 if place is None else order.stretch_of(place)
    if place is not None:
        narrowed, columns = stretches[at]
        stretches[at] = (narrowed & order.beyond(columns, place, backward=backward), columns)
        return stretches[at::-1] if backward else stretches[at:]
    return stretches
