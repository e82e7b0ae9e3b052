"""Deals as a list, with their sums; and those of one customer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.people.fields import is_own
from zolal.people.models import Company, Person
from zolal.people.queries.related import attach
from zolal.sales.models import Deal
from zolal.sales.queries.board import WEIGHTED
from zolal.sales.queries.cards import LOADED, Card, cards_of
from zolal.sales.queries.deal_wish import DealWish, in_order, matching, rotting
from zolal.sales.queries.deals import visible_deals
from zolal.sales.queries.trade import deals_of, known_trade, sums_of_deals
from zolal.sales.queries.worth import sees_value

SIZE = 50
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Page:
    """Part of a list; `value` and `weighted` are the sums of all of it, None for who does not see values."""

    cards: Sequence[Card]
    number: int
    count: int
    value: int | None
    weighted: int | None
    size: int = SIZE

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1 if self.number * self.size < self.count else 0


def page(user: User, wish: DealWish, number: int = 1, size: int = SIZE) -> Page:
    """A page of the deals that were asked for, from the first on. Raises `BadWish`."""
    found = matching(user, wish)
    sums = found.aggregate(count=Count("pk"), sum=Sum("value"), weighted=Sum(WEIGHTED))
    number = max(1, number)
    rows = in_order(found, wish).select_related(*LOADED)[(number - 1) * size : number * size]
    count, value, weighted = (int(sums[name] or 0) for name in ("count", "sum", "weighted"))
    deals = list(rows)
    if any(map(is_own, wish.chosen)):
        attach(user, "deal", deals)
    sums_seen = (value, weighted) if sees_value(user) else (None, None)
    return Page(cards_of(user, deals), number, count, *sums_seen, size)


def every(user: User, wish: DealWish, *, what: str = "see") -> Iterator[Card]:
    """All that the user may "see" or "export", chunk by chunk: for a file. Raises `BadWish`."""
    found = visible(matching(user, wish), user, what=what)
    ids = list(in_order(found, wish).values_list("pk", flat=True))
    for start in range(0, len(ids), _CHUNK):
        some = Deal.objects.select_related(*LOADED).in_bulk(ids[start : start + _CHUNK])
        deals = [some[pk] for pk in ids[start : start + _CHUNK] if pk in some]
        attach(user, "deal", deals)
        yield from cards_of(user, deals)


@dataclass(frozen=True, slots=True)
class OfCustomer:
    """What somebody has bought, may buy, and did not; values are nothing for who does not see them."""

    open: Sequence[Card]
    open_count: int
    open_value: int
    won_count: int
    won_value: int
    lost_count: int
    lost_value: int
    handed: int
    """Deals of others that go by way of this company."""


def of_customer(user: User, record: Person | Company, limit: int = 5) -> OfCustomer:
    """The deals of a customer as far as the user sees them; of a company those of its own."""
    known = known_trade(record)
    sums = known.deals if known and known.deals is not None else sums_of_deals(user, record)
    opened = deals_of(user, record).filter(status=Deal.Status.OPEN).select_related(*LOADED)
    first = list(opened.order_by("expected_on", "pk")[:limit]) if Deal.Status.OPEN in sums else []
    by_way = visible_deals(user).filter(state=Deal.State.ACTIVE, intermediary_id=record.pk).order_by()
    handed = 0 if isinstance(record, Person) else by_way.count()
    names = ("count", "sum" if sees_value(user) else "")
    told = [int(sums.get(status, {}).get(name) or 0) for status in Deal.Status.values for name in names]
    return OfCustomer(cards_of(user, first, known=[record]), *told, handed)


def rotting_of(user: User, limit: int = 6) -> tuple[int, list[Card]]:
    """One's own deals in which nothing has happened for too long: how many, and those idle the longest."""
    found = visible_deals(user).filter(rotting(timezone.now()), owner=user, state=Deal.State.ACTIVE).order_by()
    first = found.select_related(*LOADED).order_by("idle_since", "pk")[:limit]
    return found.count(), cards_of(user, list(first))
