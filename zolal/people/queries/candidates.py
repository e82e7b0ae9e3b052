"""How the records of a list are found quickly, whatever it is filtered and sorted by.

No index serves every filter together with every order, and left alone a database may walk a million rows in order to
find the three that fit. So the order's index is walked for some thousand rows first: where many fit, the page is full
by then. Else all that fit are asked for by the filters' indexes, in no order, and sorted here, where they are few.
Where they are many, SQLite goes on along the order's index and looks only at rows whose ids the filters' indexes hold
too: no row is read for nothing.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.core.models import Record
from zolal.people.queries.conditions import condition, sought_text, state_condition
from zolal.people.queries.order import Order, OwnSort, Place
from zolal.people.queries.own_filters import OwnFilters, along_own
from zolal.people.queries.permitted import accesses, names_kept, withheld
from zolal.people.queries.records import MODELS
from zolal.people.queries.wish import Filter, Wish
from zolal.people.queries.withholding import demand_whole, in_names
from zolal.people.search import among_hits, beginning, hit_ids, hits, search_condition

EXACT = 10_000
"""Up to how many records a list is counted."""

ENOUGH = 1_000
"""Up to how many where each must be looked up in the table, and the page is full without them."""

_NEAR = 4_000
_NEAR_BY_SEVERAL = 500
"""So far first where several fields in `own` are asked for: each row costs a lookup for each, and few fit."""
_WIDEST = 32_000
_WIDEST_BEFORE_INDEX = 16_000
"""How far an order is walked first, and at most where enough seems to be there; less far where an index can find it."""

_SELECTIVE = {"city", "province", "owner", "team", "category", "company"}
"""Filters with an index of their own, in which the state stands too."""
_RARE = {"mobile", "phone", "email", "national_id", "legal_id"}
"""Filters whose index leads to a handful."""
_FEW_HITS = 1_000
_FEW = 3_000
"""So many rows are quickly read and sorted, wherever they stand."""
_COUNTED = 100_000
"""How far the sizes of two sets are counted to know the larger."""
_WITH_STATE = _SELECTIVE | {"state", "created_at", "updated_at"}


class Candidates:
    """The records a user may see (or export, change …: `what`) that a wish asks for."""

    def __init__(self, user: User, wish: Wish, *, what: str = "see") -> None:
        self.user = user
        self.wish = wish
        self.model = MODELS[wish.record_type]
        # One or two letters are a range of names, which indexes of the order by name serve as they do the state.
        nameless = bool(names_kept(wish.record_type, accesses(user, wish.record_type)))
        begun = Q() if nameless else beginning(wish.search) or Q()
        self.state = state_condition(wish.filters) & begun
        # Who does not see names searches in what they see of them, or for a number, which stands in no searched text.
        self.sought = "" if begun or nameless else wish.search
        self.filters = [each for each in wish.filters if each.field != "state"]
        self._own = OwnFilters(wish.record_type, self.filters, user)
        self.narrowing = self._conditions(row_by_row=False)
        self._found: list[tuple[Any, ...]] | None = None
        self.everything = visible(self.model.objects.all(), user, what=what)
        if out := withheld(user, wish.record_type):
            demand_whole(wish, out)
            if wish.search:
                self.everything = self.everything.filter(in_names(user, wish.record_type, wish.search))
        self.seen_by_all = not self.everything.query.where
        self.plain = self.seen_by_all and not self.narrowing
        named = {each.field: each.values for each in self.filters if each.operator == "is"}
        self.selective = not _SELECTIVE.isdisjoint(named) or self._own.together is not None
        by_column = not _SELECTIVE.isdisjoint(named) and len(self.narrowing) == 1
        self.index_only = self.plain or (self.seen_by_all and by_column)
        # The index of one value stands in the order by name too.
        self.in_order_by_name = self.index_only and all(len(values) == 1 for values in named.values())
        # Nearly all are active: an index that begins with the state lures SQLite away from the filters' own.
        with_state = self.plain or bool(begun) or not _WITH_STATE.isdisjoint(each.field for each in wish.filters)
        self.state_unindexed = connection.vendor == "sqlite" and not with_state

    def matching(self) -> QuerySet[Any]:
        """All of them, in no order, found by the filters' indexes."""
        return self._of_state(_narrowed(self.everything, self.narrowing))

    def total(self, enough: int = 0) -> tuple[int, bool]:
        """How many they are, and whether that is exact: beyond `EXACT` it is "more than".

        `enough` may stop the count earlier, where it would cost too much.
        """
        most = EXACT if self.index_only or not enough else min(enough, EXACT)
        if self._found is not None:
            counted, most = len(self._found), EXACT
        elif self._many_by_name_alone:
            counted = EXACT + 1
        else:
            counted = self._quickest.order_by()[: most + 1].count()
        return min(counted, most), counted <= most

    def rows(self, order: Order, place: Place | None, *, backward: bool, limit: int) -> list[tuple[Any, ...]]:
        """The next ones after a place in an order, each as its values in the order's columns and its id."""
        if order.own:
            return self._by_own(order, order.own, place, backward=backward, limit=limit)
        ahead = _ahead(order, place, backward=backward)
        # An index beside the record does not know its state: the few of another one are found otherwise.
        elsewhere = order.beside and not self._active
        if (self.plain and not elsewhere) or (self.in_order_by_name and order.columns == ("sort_key",)):
            return self._walk(self.matching(), order, ahead, backward=backward, limit=limit)
        if not (self._rare or elsewhere) and (near := self._near(order, *ahead[0], backward=backward, limit=limit)):
            return near
        through = self._through_sets and len(self._indexed) < 2
        if not through and not self._many_by_name_alone:
            rows = list(self._quickest.order_by().values_list(*order.columns, "pk")[: EXACT + 1])
            self._found = rows
            if len(rows) <= EXACT:
                return order.after(rows, place, backward=backward)[:limit]
        if self._through_sets:
            return self._through(order, ahead, backward=backward, limit=limit)
        return self._walk(self.matching(), order, ahead, backward=backward, limit=limit, by_index=False)

    def _by_own(
        self, order: Order, own: OwnSort, place: Place | None, *, backward: bool, limit: int
    ) -> list[tuple[Any, ...]]:
        """By a field in `own`: few are sorted here, of many the index of its values is walked."""
        if not self.plain:
            rows = list(own.given(self._quickest.order_by()).values_list(*order.columns, "pk")[: EXACT + 1])
            self._found = rows
            if len(rows) <= EXACT:
                return order.after(rows, place, backward=backward)[:limit]
        return along_own(self.matching(), order, own, place, backward=backward, limit=limit)

    def _near(
        self, order: Order, narrowed: Q, columns: tuple[str, ...], *, backward: bool, limit: int
    ) -> list[tuple[Any, ...]]:
        """The rows, where the next few thousand of the order hold as many as are wanted; else none."""
        ordered = order.by(columns, backward=backward)
        ahead = self.model.objects.filter(self.state, narrowed).order_by(*ordered).values("pk")
        widest = _WIDEST_BEFORE_INDEX if self.selective or self.sought else _WIDEST
        first = width = _NEAR_BY_SEVERAL if len(self._own.filters) > 1 else _NEAR
        while True:
            rows = _narrowed(self.everything.filter(pk__in=ahead[:width]), self._in_passing)
            found = list(rows.order_by(*ordered).values_list(*order.columns, "pk")[:limit])
            if len(found) == limit:
                return found
            needed = 2 * limit * width // max(len(found), 1)
            if width > first or needed > widest or self._through_sets:
                return []
            width = needed

    def _walk(
        self,
        matching: QuerySet[Any],
        order: Order,
        ahead: list[tuple[Q, tuple[str, ...]]],
        *,
        backward: bool,
        limit: int,
        by_index: bool = True,
    ) -> list[tuple[Any, ...]]:
        """What matches, stretch after stretch."""
        found: list[tuple[Any, ...]] = []
        for narrowed, columns in ahead:
            by = order.by if by_index else order.without_index
            rows = matching.filter(narrowed).order_by(*by(columns, backward=backward))
            found += rows.values_list(*order.columns, "pk")[: limit - len(found)]
            if len(found) == limit:
                break
        return found

    def _through(
        self, order: Order, ahead: list[tuple[Q, tuple[str, ...]]], *, backward: bool, limit: int
    ) -> list[tuple[Any, ...]]:
        """Along the order's index, row by row only where all sets hold the id."""
        rows = _held(self.everything.filter(self.state), self._sets)
        return self._walk(_narrowed(rows, self._outside_sets), order, ahead, backward=backward, limit=limit)

    @cached_property
    def _sets(self) -> list[QuerySet[Any] | RawSQL]:
        """Ids by the filters that an index answers alone, and by the search: all that fit are in each of them."""
        found = [hit_ids(self.wish.record_type, text) for text in self._texts]
        return [*(self._ids_of(each) for each in self._indexed), *(each for each in found if each is not None)]

    @cached_property
    def _texts(self) -> list[str]:
        """What must stand in the search text, where an index knows who has it."""
        texts = [self.sought, *(sought_text(self.wish.record_type, each) for each in self.filters)]
        return [text for text in texts if text and hit_ids(self.wish.record_type, text) is not None]

    @cached_property
    def _indexed(self) -> list[Filter]:
        """The filters that an index of ids answers, that of most first: it is walked, the others are kept in mind."""
        found = [each for each in self.filters if each.operator == "is" and each.field in _SELECTIVE]
        if len(found) < 2:
            return found
        return sorted(found, key=lambda each: self._ids_of(each)[:_COUNTED].count(), reverse=True)

    def _ids_of(self, wanted: Filter) -> QuerySet[Any]:
        own = condition(self.wish.record_type, wanted, self.user)
        return self.model.objects.filter(self.state, own).order_by().values("pk")

    @cached_property
    def _outside_sets(self) -> list[Q]:
        """What still has to be asked of each row."""
        rest = [each for each in self.filters if each not in self._indexed]
        return [condition(self.wish.record_type, each, self.user, row_by_row=True) for each in rest]

    @cached_property
    def _by_sets(self) -> QuerySet[Any] | None:
        """All of them, by the first index and the sets of the others; None where there are no two that help."""
        if connection.vendor != "sqlite" or len(self._sets) < (2 if self._indexed else 1):
            return None
        if not self._indexed:
            by_text = among_hits(self.everything, self.wish.record_type, self._texts[0])
            return _narrowed(self._of_state(_held(by_text, self._sets[1:])), self._outside_sets)
        first = condition(self.wish.record_type, self._indexed[0], self.user)
        return _narrowed(_held(self.everything.filter(self.state, first), self._sets[1:]), self._outside_sets)

    @cached_property
    def _through_sets(self) -> bool:
        """Whether walking along an order by sets is quicker than reading all that fit: none of the sets is small."""
        if connection.vendor != "sqlite" or not self._sets:
            return False
        enough = all(self._ids_of(each)[: _FEW + 1].count() > _FEW for each in self._indexed)
        return enough and all((hits(self.wish.record_type, text, _FEW + 1) or 0) > _FEW for text in self._texts)

    @cached_property
    def _hits(self) -> int | None:
        """In how many records the search text stands, counted as far as matters; None where that is not known."""
        return hits(self.wish.record_type, self.sought, 2 * EXACT) if self.sought else None

    @property
    def _rare(self) -> bool:
        """Whether an index leads to so few that walking an order first is a waste."""
        named = {each.field for each in self.filters if each.operator == "is"}
        few = (self._hits, self._own.fewest)
        return not _RARE.isdisjoint(named) or any(many is not None and many < _FEW_HITS for many in few)

    @property
    def _active(self) -> bool:
        """Whether those are asked for that nearly all are."""
        states = {value for each in self.wish.filters if each.field == "state" for value in each.values}
        return not states or not states.isdisjoint({Record.State.ACTIVE, "any"})

    @property
    def _many(self) -> bool:
        """Whether the search text stands in so many records that a list of them is of no use."""
        return self._hits == 2 * EXACT

    @property
    def _many_by_name_alone(self) -> bool:
        return self.seen_by_all and len(self.wish.filters) == 0 and self._many

    @property
    def _quickest(self) -> QuerySet[Any]:
        """All of them, in no order; by the filters' indexes alone where these lead to fewer than the search's."""
        if self._by_sets is not None:
            return self._by_sets
        if self.selective and self._many:
            return self._of_state(_narrowed(self.everything, self._in_passing))
        return self.matching()

    @cached_property
    def _in_passing(self) -> list[Q]:
        return self._conditions(row_by_row=True)

    def _conditions(self, *, row_by_row: bool) -> list[Q]:
        record_type, text = self.wish.record_type, self.sought
        together = self._own.in_row if row_by_row else self._own.together
        rest = [each for each in self.filters if together is None or not self._own.answers(each)]
        found = [condition(record_type, each, self.user, row_by_row=row_by_row) for each in rest]
        if together is not None:
            found.insert(0, together)
        sought = search_condition(record_type, text, row_by_row=row_by_row) if text else Q()
        return [*found, sought] if sought else found

    def _of_state(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if not self.state_unindexed:
            return rows.filter(self.state)
        plain = Concat("state", Value(""), output_field=TextField())
        return rows.alias(plain_state=plain).filter(plain_state=Record.State.ACTIVE)


def _held(rows: QuerySet[Any], sets: list[QuerySet[Any] | RawSQL]) -> QuerySet[Any]:
    """The rows whose id each set holds, in a form that keeps the database from beginning with a set."""
    rows = rows.alias(plain_id=Func(F("pk"), template="+%(expressions)s", output_field=BigIntegerField()))
    for each in sets:
        rows = rows.filter(plain_id__in=each)
    return rows


def _narrowed(rows: QuerySet[Any], conditions: list[Q]) -> QuerySet[Any]:
    for each in conditions:
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
