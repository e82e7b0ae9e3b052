"""Whom to visit, and the visits of a day with the way between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q
from django.utils import timezone

from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.calendar.clock import begin_of
from zolal.calendar.queries.numbers import numbers_of
from zolal.calendar.queries.planned import Entry, planned
from zolal.calendar.queries.whose import Whose
from zolal.calendar.queries.withheld import address_of, name_for, withheld
from zolal.calendar.route import Place, length, shortest
from zolal.people.models import Company, Person
from zolal.people.queries.lists import Wish, matching
from zolal.people.queries.records import MODELS, visible_records
from zolal.people.queries.titles import by_name

SHOWN = 100
_VISIT = Q(kind=Activity.Kind.VISIT, state=Activity.State.ACTIVE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer as the user sees them, when they were visited last, and when they will be next."""

    record: Person | Company
    name: str
    address: str
    last: datetime | None
    next: datetime | None


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit on the way. `km` is the straight line from the stop before, None where a place is not known."""

    entry: Entry
    place: Place | None
    address: str
    number: str = ""
    km: float | None = None


def candidates(
    *, user: User, record_type: str, query: Mapping[str, Any], silent_days: int = 0
) -> tuple[Sequence[Candidate], bool]:
    """Customers of a list (its conditions as in an address), by city and name; whether there are more.

    With `silent_days` only those who were not visited for so long. Raises `BadWish`.
    """
    wish = Wish.parse(record_type, query)
    found = matching(user=user, wish=wish)
    found = found.filter(state="active") if not any(one.field == "state" for one in wish.filters) else found
    if silent_days:
        since = begin_of(timezone.localdate() - timedelta(days=silent_days))
        visits = Activity.objects.filter(_VISIT, **{record_type: OuterRef("pk")}, done_at__isnull=False, at__gte=since)
        found = found.exclude(Exists(visits))
    out = withheld(user, record_type)
    by_city = () if "city" in out else ("city_key",)
    records = list(found.select_related("owner", "category").order_by(*by_city, *by_name(user), "id")[: SHOWN + 1])
    times = _times(record_type, [one.pk for one in records])
    nothing = {"last": None, "next": None}
    shown = [
        Candidate(one, name_for(one.name, out), address_of(user, one), **times.get(one.pk, nothing))
        for one in records[:SHOWN]
    ]
    return shown, len(records) > SHOWN


def stops(user: User, looked_at: Whose, day: date) -> list[Stop]:
    """The open visits of a day in the order of time, with where they are."""
    found = planned(user, looked_at, day, day, kinds=[Activity.Kind.VISIT], open_only=True, most=60).entries
    entries = [one for one in found if one.first == day]
    places = _places(entries)
    addresses = _addresses(user, entries)
    numbers = {
        name: numbers_of(user, name, {pk for one in entries if one.customer and (pk := _id_of(one, name))})
        for name in MODELS
    }
    result: list[Stop] = []
    for entry in entries:
        number = entry.activity.pk
        place = places.get(number)
        before = result[-1].place if result else None
        km = length([before, place]) if before and place else None
        address = entry.activity.place or addresses.get(number, "")
        result.append(Stop(entry, place, address, _number(entry, numbers), km))
    return result


def shortest_order(found: Sequence[Stop]) -> list[int]:
    """The visits' ids by the shortest way that begins where the day begins; those without a place come last."""
    known = [one for one in found if one.place]
    order = shortest([one.place for one in known if one.place])
    return [known[one].entry.activity.pk for one in order] + [one.entry.activity.pk for one in found if not one.place]


def _id_of(entry: Entry, record_type: str) -> int | None:
    """Of the customer that the entry shows."""
    shows = entry.customer is not None and entry.customer.record_type == record_type
    return getattr(entry.activity, f"{record_type}_id") if shows else None


def _number(entry: Entry, numbers: Mapping[str, Mapping[int, str]]) -> str:
    return next((found[pk] for name, found in numbers.items() if (pk := _id_of(entry, name)) in found), "")


def _times(record_type: str, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    column = f"{record_type}_id"
    visits = Activity.objects.filter(_VISIT, **{f"{column}__in": list(ids)}).order_by()
    rows = visits.values(column).annotate(
        last=Max("at", filter=Q(done_at__isnull=False)),
        next=Min("at", filter=Q(done_at__isnull=True, at__gte=begin_of(timezone.localdate()))),
    )
    return {row[column]: {"last": row["last"], "next": row["next"]} for row in rows}


def _places(entries: Sequence[Entry]) -> dict[int, Place]:
    """Where each is: as it says itself, else where the customer was met last, by checking in."""
    found: dict[int, Place] = {}
    for column in ("person_id", "company_id"):
        ids = {number for one in entries if one.customer and (number := getattr(one.activity, column))}
        met = Activity.objects.filter(**{f"{column}__in": ids}, latitude__isnull=False, longitude__isnull=False)
        known: dict[int, Place] = {}
        for number, south, east in met.order_by("at").values_list(column, "latitude", "longitude") if ids else ():
            known[number] = (south, east)
        for one in entries:
            if place := known.get(getattr(one.activity, column)):
                found.setdefault(one.activity.pk, place)
    for one in entries:
        if one.activity.latitude is not None and one.activity.longitude is not None:
            found[one.activity.pk] = (one.activity.latitude, one.activity.longitude)
    return found


def _addresses(user: User, entries: Sequence[Entry]) -> dict[int, str]:
    """Of customers whom the reader sees."""
    found: dict[int, str] = {}
    for record_type in MODELS:
        uids = [one.customer.uid for one in entries if one.customer and one.customer.record_type == record_type]
        seen = visible_records(user, record_type).filter(uid__in=uids)
        rows = seen.only("uid", "city", "address") if uids else ()
        of = {record.uid: address_of(user, record) for record in rows}
        for one in entries:
            if one.customer and one.customer.uid in of:
                found[one.activity.pk] = of[one.customer.uid]
    return found
