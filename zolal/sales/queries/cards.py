"""Deals as board, lists and panels show them: with the customer's name as far as the reader sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from django.utils import timezone

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import mask_own
from zolal.people.queries.records import visible_records
from zolal.people.queries.titles import identified
from zolal.sales.models import Deal
from zolal.sales.queries.deal_wish import days_between

LOADED = ("pipeline", "stage", "owner", "lost_reason", "team")


@dataclass(frozen=True, slots=True)
class Customer:
    """A person or company that the reader sees."""

    record_type: str
    uid: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Card:
    """`person`, `company` and `intermediary` are None where there is none, or the reader does not see them.

    `next` is "none", "late", "today" or "future"; `idle` counts days since something happened.
    """

    deal: Deal
    person: Customer | None
    company: Customer | None
    intermediary: Customer | None
    next: str
    idle: int
    is_rotting: bool

    @property
    def customer(self) -> Customer | None:
        return self.person or self.company


def cards_of(user: User, deals: Sequence[Deal], *, known: Iterable[Person | Company] = ()) -> list[Card]:
    """In their order, in two queries, as the user sees them: to be shown, never to be saved.

    `known` are people and companies loaded for the user, who need not be asked for again.
    """
    mask_own(user, "deal", deals)
    at_hand = {(one.record_type, one.pk): one for one in known}
    people = customers(user, "person", (deal.person_id for deal in deals), at_hand)
    buyers = (one for deal in deals for one in (deal.company_id, deal.intermediary_id))
    companies = customers(user, "company", buyers, at_hand)
    return [_card(deal, people, companies) for deal in deals]


def customers(
    user: User,
    record_type: str,
    ids: Iterable[int | None],
    at_hand: Mapping[tuple[str, int], Person | Company] = MappingProxyType({}),
) -> Mapping[int, Customer]:
    """Those of them that the user sees, by id."""
    wanted = {one for one in ids if one is not None}
    known = {pk: at_hand[record_type, pk] for pk in wanted if (record_type, pk) in at_hand}
    found = {pk: Customer(record_type, one.uid, one.name) for pk, one in known.items()}
    if missing := wanted - found.keys():
        seen = visible_records(user, record_type).filter(pk__in=missing)
        found |= {pk: Customer(record_type, uid, name) for pk, uid, name in identified(user, record_type, seen)}
    return found


def _card(deal: Deal, people: Mapping[int, Customer], companies: Mapping[int, Customer]) -> Card:
    now = timezone.now()
    idle = days_between(deal.idle_since, now) if deal.status == Deal.Status.OPEN else 0
    limit = deal.stage.idle_days
    return Card(
        deal,
        people.get(deal.person_id or 0),
        companies.get(deal.company_id or 0),
        companies.get(deal.intermediary_id or 0),
        next_of(deal),
        idle,
        deal.status == Deal.Status.OPEN and limit is not None and idle >= limit,
    )


def next_of(deal: Deal) -> str:
    """When the next activity is due, as days go here."""
    if deal.next_activity_at is None:
        return "none"
    due, today = timezone.localdate(deal.next_activity_at), timezone.localdate()
    return "late" if due < today else "today" if due == today else "future"
