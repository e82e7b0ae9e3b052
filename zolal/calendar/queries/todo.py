"""What is still to be done, grouped by when; how much of it is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.queries.users import active_users
from zolal.accounts.visibility import visible
from zolal.activities.models import Activity
from zolal.calendar.clock import begin_of, end_of
from zolal.calendar.months import System, week_of
from zolal.calendar.queries.planned import SHOWN, Entry, entries_of, light
from zolal.calendar.queries.whose import Whose

GROUPS: Final = ("late", "today", "tomorrow", "week", "later", "no_day")
MOST = 100
MOST_LATE = 50
COUNTED = 100


@dataclass(frozen=True, slots=True)
class ToDo:
    """Open activities by group, in the order of time; `is_cut` where there are more, further from today."""

    groups: Mapping[str, Sequence[Entry]]
    is_cut: bool

    @property
    def count(self) -> int:
        return sum(map(len, self.groups.values()))


def to_do(user: User, looked_at: Whose, *, kinds: Iterable[str] = SHOWN, system: System = "jalali") -> ToDo:
    """What somebody, or everybody of a team, has to do. A constant number of queries.

    What is late for long never hides today: of it only the latest are told.
    """
    wanted = _open(user, looked_at).filter(kind__in=list(kinds))
    late_ones = Q(at__lt=begin_of(timezone.localdate()))
    passed = list(light(wanted.filter(late_ones)).order_by("-at", "-id")[: MOST_LATE + 1])
    ahead = list(light(wanted.exclude(late_ones)).order_by(F("at").asc(nulls_last=True), "id")[: MOST + 1])
    groups: dict[str, list[Entry]] = {name: [] for name in GROUPS}
    today = timezone.localdate()
    for entry in entries_of(user, [*passed[MOST_LATE - 1 :: -1], *ahead[:MOST]]):
        groups[_group(entry, today, system)].append(entry)
    is_cut = len(passed) > MOST_LATE or len(ahead) > MOST
    return ToDo({name: entries for name, entries in groups.items() if entries}, is_cut)


def due_count(user: User) -> int:
    """How much of one's own is due today or late; no more than `COUNTED` are counted."""
    mine = Activity.objects.filter(owner=user, state=Activity.State.ACTIVE, done_at__isnull=True, kind__in=SHOWN)
    due = visible(mine, user).filter(at__lt=end_of(timezone.localdate()))
    return len(due.values_list("pk")[:COUNTED])


def late(user: User, looked_at: Whose, *, most: int) -> list[Entry]:
    """What should have been done before today, latest first."""
    before = _open(user, looked_at).filter(kind__in=SHOWN, at__lt=begin_of(timezone.localdate()))
    return entries_of(user, list(light(before).order_by("-at", "-id")[:most]))


def _open(user: User, looked_at: Whose) -> QuerySet[Activity]:
    """By the people of a team, for the index of what is open is one of owners."""
    if looked_at.team:
        members = active_users().filter(team=looked_at.team).values_list("pk", flat=True)
        of = {"owner__in": list(members)}
    else:
        of = {"owner": looked_at.user}
    return visible(Activity.objects.filter(state=Activity.State.ACTIVE, done_at__isnull=True, **of), user)


def _group(entry: Entry, today: date, system: System) -> str:
    if entry.activity.at is None:
        return "no_day"
    days = (entry.first - today).days
    if days < 0:
        return "late"
    if days < 2:
        return "tomorrow" if days else "today"
    return "week" if entry.first < week_of(today, system) + timedelta(days=7) else "later"
