"""What is planned, and what was done, on some days: by owner or team and time, which is one stretch of an index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.calendar.clock import begin_of, end_of
from zolal.calendar.queries.whose import Whose, activities_of, attended_by
from zolal.calendar.queries.withheld import name_for, withheld
from zolal.people.queries.records import MODELS, visible_records
from zolal.people.queries.titles import identified

Kind = Activity.Kind
SHOWN: tuple[str, ...] = (Kind.CALL, Kind.MEETING, Kind.VISIT, Kind.INTERVIEW, Kind.TASK, Kind.MESSAGE)
"""Kinds that have a place in a calendar."""

MOST = 1_000
"""More cannot be looked at at once; a calendar says that it leaves some out."""

LONGEST = timedelta(days=31)
"""Nothing lasts longer, so a page reads one short stretch of the index."""

_LEFT_OUT = ("search", "body", "words", "decisions", "strengths", "weaknesses", "provenance", "own", "behaviours")


@dataclass(frozen=True, slots=True)
class Customer:
    """Whom an activity is with, as far as its reader sees them."""

    record_type: str
    uid: UUID
    name: str


@dataclass(frozen=True)
class Entry:
    """An activity on its days; `customer` is None where there is none, or (`is_hidden`) none the reader sees."""

    activity: Activity
    customer: Customer | None
    is_hidden: bool
    now: datetime

    @cached_property
    def starts(self) -> datetime:
        """Where the company is; of what has no day, the moment it was made."""
        return timezone.localtime(self.activity.at or self.activity.created_at)

    @cached_property
    def first(self) -> date:
        return self.starts.date()

    @cached_property
    def last(self) -> date:
        """Its last day: what ends at midnight does not touch the next one."""
        until = self.activity.until
        if until is None or until <= self.starts:
            return self.first
        return timezone.localtime(until - timedelta(microseconds=1)).date()

    @property
    def is_all_day(self) -> bool:
        return bool(self.activity.all_day) or self.last > self.first

    @property
    def is_late(self) -> bool:
        if self.activity.done_at or self.activity.at is None:
            return False
        return end_of(self.first) <= self.now if self.activity.all_day else self.activity.at < self.now


@dataclass(frozen=True, slots=True)
class Planned:
    """Entries in the order of time; `is_cut` where there were more than can be shown."""

    entries: Sequence[Entry]
    is_cut: bool = False


def planned(
    user: User,
    looked_at: Whose,
    first: date,
    last: date,
    *,
    kinds: Iterable[str] = SHOWN,
    open_only: bool = False,
    most: int = MOST,
    what: str = "see",
) -> Planned:
    """What touches these days, both included. A constant number of queries."""
    found: list[Activity] = []
    is_open = {"done_at__isnull": True} if open_only else {}
    for part in touching(user, looked_at, first, last, kinds=kinds, what=what):
        found += light(part.filter(**is_open))[: most + 1]
    found.sort(key=lambda one: (one.at, one.pk))
    return Planned(entries_of(user, found[:most]), len(found) > most)


def touching(
    user: User, looked_at: Whose, first: date, last: date, *, kinds: Iterable[str] = SHOWN, what: str = "see"
) -> list[QuerySet[Activity]]:
    """What touches these days, both included, in parts that have nothing in common.

    What begins on them (in the order of time), what lasts into them, and in what of others the user takes part. The
    few of the latter have no order, which would only lure SQLite to the index of everybody's.
    """
    begin, end = begin_of(first), end_of(last)
    begins = Q(at__gte=begin, at__lt=end)
    lasts = Q(at__gte=begin - LONGEST, at__lt=begin, until__gt=begin)
    theirs = activities_of(user, looked_at, what=what).filter(kind__in=list(kinds))
    attended = attended_by(user, looked_at).filter(kind__in=list(kinds))
    return [theirs.filter(begins).order_by("at", "id"), theirs.filter(lasts), attended.filter(begins | lasts)]


def light(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Without their long texts; `entries_of` brings who does them, each once."""
    return activities.defer(*_LEFT_OUT)


def entries_of(user: User, activities: Sequence[Activity]) -> list[Entry]:
    """With who does them, and the names of those customers whom the user sees: three queries at most."""
    now = timezone.now()
    others = {one.owner_id for one in activities if one.owner_id} - {user.pk}
    owners = {user.pk: user, **(User.objects.in_bulk(others) if others else {})}
    names = {name: _named(user, name, activities) for name in MODELS}
    found = []
    for one in activities:
        one.owner = owners.get(one.owner_id)
        customer = names["person"].get(one.person_id) or names["company"].get(one.company_id)
        found.append(Entry(one, customer, customer is None and bool(one.person_id or one.company_id), now))
    return found


def _named(user: User, record_type: str, activities: Sequence[Activity]) -> Mapping[int | None, Customer]:
    ids = {number for one in activities if (number := getattr(one, f"{record_type}_id")) is not None}
    if not ids:
        return {}
    rows: dict[int | None, Customer] = {}
    out = withheld(user, record_type)
    wanted = sorted(ids)
    for start in range(0, len(wanted), 900):
        seen = visible_records(user, record_type).filter(pk__in=wanted[start : start + 900])
        for number, uid, name in identified(user, record_type, seen):
            rows[number] = Customer(record_type, uid, name_for(name, out))
    return rows
