"""Somebody's day: what it holds, what is late, where to go next, and whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.calendar.queries.numbers import numbers_of
from zolal.calendar.queries.planned import Entry, planned
from zolal.calendar.queries.todo import late
from zolal.calendar.queries.whose import ME, Whose
from zolal.calendar.queries.withheld import name_for, withheld
from zolal.people.models import Company, Person
from zolal.people.queries.records import visible_records

LATE, AHEAD, CALLS, TODAY = 8, 5, 5, 30
SILENT = timedelta(days=14)
"""Who was reached within these days is not proposed."""
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class ToCall:
    """Somebody to call, the number to dial ("" where it is kept from the user), and the call that is planned."""

    record: Person | Company
    name: str
    number: str
    entry: Entry | None = None

    @property
    def record_type(self) -> str:
        return self.record.record_type


@dataclass(frozen=True, slots=True)
class Day:
    """One's own day. `today` is in the order of time, also what is done already."""

    today: Sequence[Entry]
    late: Sequence[Entry]
    visits: Sequence[Entry]
    calls: Sequence[ToCall]

    @property
    def shown(self) -> Sequence[Entry]:
        """Of a full day what is still to be done before what is done, in the order of time."""
        first = sorted(self.today, key=lambda one: one.activity.done_at is not None)[:TODAY]
        ids = {one.activity.pk for one in first}
        return [one for one in self.today if one.activity.pk in ids]

    @property
    def left(self) -> int:
        return sum(1 for one in self.today if not one.activity.done_at)

    @property
    def done(self) -> int:
        return len(self.today) - self.left


def my_day(user: User) -> Day:
    """A constant number of queries."""
    me, today = Whose(ME, user=user), timezone.localdate()
    overdue = late(user, me, most=LATE)
    entries = planned(user, me, today, today, most=200).entries
    ahead = planned(
        user, me, today + timedelta(days=1), today + timedelta(days=7), kinds=[Activity.Kind.VISIT], open_only=True,
        most=AHEAD,
    ).entries  # fmt: skip
    return Day(entries, overdue, ahead, _to_call(user, [*overdue, *entries]))


def _to_call(user: User, entries: Sequence[Entry]) -> list[ToCall]:
    """First the calls that are planned, then one's own customers who have heard nothing for longest."""
    planned_calls = [one for one in entries if one.activity.kind == Activity.Kind.CALL and not one.activity.done_at]
    people = {one.activity.person_id: one for one in planned_calls if one.customer and one.activity.person_id}
    shown = _with_numbers(user, list(people)[:CALLS], people)
    if len(shown) < CALLS:
        silent = [number for number in _silent(user) if number not in people]
        shown += _with_numbers(user, silent, {})[: CALLS - len(shown)]
    return shown


def _silent(user: User) -> list[int]:
    """One's own people, longest silent first, for whom nothing is planned: read from the index of last activities."""
    before = timezone.localdate() - SILENT
    planned_already = Activity.objects.filter(person=OuterRef("pk"), done_at__isnull=True, state="active")
    own = visible_records(user, "person").filter(
        Q(owner=user), state="active", last_activity_on__isnull=False, last_activity_on__lt=before
    )
    return list(
        own.exclude(Exists(planned_already)).order_by("last_activity_on").values_list("pk", flat=True)[:_LOOKED_AT]
    )


def _with_numbers(user: User, ids: Sequence[int], entries: dict[Any, Entry]) -> list[ToCall]:
    """Those who have a number that can be dialled, in this order."""
    if not ids:
        return []
    numbers, out = numbers_of(user, "person", ids), withheld(user, "person")
    records = visible_records(user, "person").select_related("company").in_bulk([one for one in ids if one in numbers])
    found = [records[one] for one in ids if one in records]
    return [ToCall(one, name_for(one.name, out), numbers[one.pk], entries.get(one.pk)) for one in found]
