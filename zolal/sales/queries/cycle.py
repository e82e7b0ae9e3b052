"""The cycle of customers: identify, attract, keep, expand. Where somebody stands follows from deals, purchases and
activities; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from zolal.accounts.models import User
from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.people.queries.records import visible_records
from zolal.sales.models import Deal
from zolal.sales.queries.deals import visible_deals

PLACES = ("identify", "attract", "keep", "expand")
MOST = 10_000
"""So many are counted of a place; beyond that there are "more than" so many."""
AGAIN = 2
"""Who has bought so often is to be expanded."""


@dataclass(frozen=True, slots=True)
class Place:
    """How many stand there; `is_exact` is false where there are more."""

    name: str
    count: int
    is_exact: bool


def cycle(user: User, record_type: str) -> list[Place]:
    """All four places, counted from narrow sets that indexes give."""
    found = []
    for name in PLACES:
        count = 0
        for part in _parts(user, record_type, name):
            count += part[: MOST + 1 - count].values("pk").count() if count <= MOST else 0
        found.append(Place(name, min(count, MOST), count <= MOST))
    return found


def standing(user: User, record_type: str, place: str, *, begin: int, size: int) -> list[Person | Company]:
    """Some of those who stand there, from a number on: those changed last first within each reason."""
    found: list[Person | Company] = []
    for part in _parts(user, record_type, place):
        rows = list(part.select_related("owner", "category").order_by("-pk")[begin : begin + size - len(found)])
        if len(rows) < size - len(found):
            begin = max(0, begin - part[:MOST].values("pk").count()) if begin else 0
        else:
            begin = 0
        found += rows
        if len(found) >= size:
            break
    return found


def _parts(user: User, record_type: str, place: str) -> Iterator[QuerySet[Any]]:
    """Who stands in a place, in parts that do not meet, each of which an index can answer."""
    records = visible_records(user, record_type).filter(state=Record.State.ACTIVE)
    deals = visible_deals(user).filter(state=Deal.State.ACTIVE, **{f"{record_type}__isnull": False}).order_by()
    won = deals.filter(status=Deal.Status.WON).values(record_type)
    often = won.annotate(times=Count("pk")).filter(times__gte=AGAIN).values(record_type)
    under = deals.filter(status=Deal.Status.OPEN).values(record_type)
    never = ~Q(pk__in=won) & Q(last_purchase_on__isnull=True)
    match place:
        case "expand":
            yield records.filter(pk__in=often)
        case "keep":
            yield records.filter(pk__in=won).exclude(pk__in=often)
            yield records.filter(last_purchase_on__isnull=False).exclude(pk__in=won)
        case "attract":
            yield records.filter(never, pk__in=under)
            yield records.filter(never, last_activity_on__isnull=False).exclude(pk__in=under)
        case _:
            yield records.filter(never, last_activity_on__isnull=True).exclude(pk__in=under)
