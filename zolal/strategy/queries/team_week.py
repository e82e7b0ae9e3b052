"""A manager's week: what each of one's people did and what waits for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import visible
from zolal.activities.models import Activity
from zolal.core.models import Record
from zolal.sales.models import Deal, Stage
from zolal.stewardship.daily import days_of
from zolal.stewardship.months import week_of
from zolal.stewardship.queries.adoption import visible_colleagues
from zolal.strategy.models import Goal
from zolal.strategy.queries.goals import Seen, goals
from zolal.strategy.queries.numbers import shown_to, within_sight
from zolal.strategy.totals import totals

DONE = ("calls_made", "calls_answered", "visits_made", "meetings_held", "deals_opened", "won_count", "won_value")


@dataclass(slots=True)
class Member:
    """Of one week: `done` by measure; what is open and late now; deals that rot; how good the entries were."""

    user: User
    done: Mapping[str, int] = field(default_factory=dict)
    open: int = 0
    late: int = 0
    deals: int = 0
    rotting: int = 0
    active: int = 0
    entered: int = 0
    quality: float | None = None
    goals: list[Seen] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Week:
    """From Saturday to Friday."""

    first: date
    last: date
    members: Sequence[Member]


def team_week(user: User, day: date | None = None) -> Week:
    """The week of a day, of everybody whose work one sees: of their deals and activities those one sees. Raises
    `NotAllowed`."""
    demand(user, "goals.read")
    first = week_of(day or timezone.localdate())
    last = first + timedelta(days=6)
    members = {one.pk: Member(one) for one in visible_colleagues(user).order_by("name", "id")}
    _add_done(user, members, first, last)
    _add_waiting(user, members)
    _add_deals(user, members)
    _add_entries(members, first, last)
    for seen in goals(user, when="now", scope=Goal.Scope.PERSON):
        if seen.goal.owner_id in members:
            members[seen.goal.owner_id].goals.append(seen)
    return Week(first, last, list(members.values()))


def _add_done(user: User, members: Mapping[int, Member], first: date, last: date) -> None:
    found: dict[int, dict[str, int]] = {}
    told = [one for one in shown_to(user) if one.name in DONE]
    who = within_sight(user, told) & Q(owner__in=list(members))
    for (name, owner), value in totals([one.name for one in told], first, last, who=who, by=("owner",)).items():
        found.setdefault(owner, {})[name] = value  # type: ignore[call-overload, index]  # a number and a name
    for pk, done in found.items():
        members[pk].done = done


def _add_waiting(user: User, members: Mapping[int, Member]) -> None:
    seen = visible(Activity.objects.all(), user)
    waiting = seen.filter(owner__in=list(members), done_at=None, state=Record.State.ACTIVE).order_by()
    late = Count("id", filter=Q(at__lt=timezone.now()))
    for pk, many, missed in waiting.values_list("owner").annotate(many=Count("id"), late=late):
        members[pk].open, members[pk].late = many, missed


def _add_deals(user: User, members: Mapping[int, Member]) -> None:
    seen = visible(Deal.objects.all(), user)
    mine = seen.filter(owner__in=list(members), status=Deal.Status.OPEN, state=Record.State.ACTIVE).order_by()
    idle = Q(pk__in=[])
    for pk, limit in Stage.objects.filter(idle_days__isnull=False).values_list("pk", "idle_days"):
        idle |= Q(stage=pk, idle_since__lte=timezone.now() - timedelta(days=limit))
    for pk, many, rotting in mine.values_list("owner").annotate(many=Count("id"), rotting=Count("id", filter=idle)):
        members[pk].deals, members[pk].rotting = many, rotting


def _add_entries(members: Mapping[int, Member], first: date, last: date) -> None:
    points: dict[int, int] = {}
    for row in days_of(list(members), first, last):
        mine = members.get(row.user_id or 0)
        if mine is not None and row.actions:
            mine.active += 1
            mine.entered += row.entered
            points[mine.user.pk] = points.get(mine.user.pk, 0) + row.quality
    for pk, sum_of in points.items():
        if members[pk].entered:
            members[pk].quality = round(sum_of / members[pk].entered, 1)
