"""Plans with how far they are: of everybody whose customers one sees, and always of oneself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand, may
from zolal.accounts.visibility import scope_of
from zolal.people.models import Company, Person
from zolal.stewardship.daily import days_of, entered_since
from zolal.stewardship.models import Plan, UserDay
from zolal.stewardship.months import is_working
from zolal.stewardship.pace import Day, Pace, forecast, pace_of
from zolal.stewardship.planned import newcomers
from zolal.stewardship.queries.gone_through import First, ToCome, all_to_come, count_to_come, firsts, to_come
from zolal.stewardship.reach import led_by

Days = Mapping[int, Mapping[date, Day]]


@dataclass(frozen=True, slots=True)
class Progress:
    """A plan, how far all together are and when they will be done, and each whose work the user may see.

    `left`: still to come; none of those who were archived, merged or deleted meanwhile.
    """

    plan: Plan
    done: int
    left: int
    ends_on: date | None
    people: Sequence[tuple[User, Pace]]
    own: Pace | None
    by_day: Sequence[tuple[date, int]]

    @property
    def gone(self) -> int:
        """Who of the list was archived, merged or deleted before anybody went through them."""
        return max(0, self.plan.total - self.done - self.left)

    @property
    def working_today(self) -> bool:
        return is_working(timezone.localdate(), thursdays=self.plan.thursdays)


def plans(user: User) -> QuerySet[Plan]:
    """Plans in which the user takes part, and those that they lead. Raises `NotAllowed`."""
    demand(user, "records.create")
    found = Plan.objects.select_related("by").prefetch_related("people__team").order_by("ended_on", "-id")
    return found.filter(Q(pk__in=Plan.objects.filter(people=user)) | led_by(user))


def plan_by_uid(user: User, uid: UUID) -> Plan:
    """Raises `NotAllowed`, `Plan.DoesNotExist`."""
    return plans(user).get(uid=uid)


def progress(user: User, plan: Plan) -> Progress:
    """How far a plan is."""
    return progress_of_many(user, [plan])[0]


def progress_of_many(user: User, found: Sequence[Plan]) -> list[Progress]:
    """How far plans are; what was entered is read once for all of them."""
    today = timezone.localdate()
    paper = [plan for plan in found if plan.kind == Plan.Kind.PAPER]
    typists = {one.pk for plan in paper for one in plan.people.all()}
    rows = days_of(typists, min(plan.starts_on for plan in paper), today) if paper else []
    begun = entered_since([plan.begins_at for plan in paper if plan.first_whole_day != plan.starts_on], typists)
    leads = _led_by(user)
    return [_progress(user, plan, _of_plan(plan, rows, begun), leads) for plan in found]


def gone_through(user: User, plan: Plan, *, whose: UUID | None = None, on: date | None = None) -> list[First]:
    """The records behind these figures, the last first: of each whose work the user may see, or of one, or of a day."""
    people = list(plan.people.all())
    leads = _led_by(user)
    shown = {one.pk for one in people if (one.pk == user.pk or leads(one)) and whose in {None, one.uid}}
    found = [one for one in firsts(plan, people, _until(plan)) if one.by in shown and on in {None, one.on}]
    return found[::-1]


def still_to_come(user: User, plan: Plan, *, after: UUID | None = None, size: int) -> ToCome:
    """Who of the plan's list is still to be gone through, as far as the user sees them."""
    return to_come(user, plan, _done(plan), after=after, size=size)


def all_still_to_come(user: User, plan: Plan) -> Iterator[Person | Company]:
    """All of them, in the same order."""
    return all_to_come(user, plan, _done(plan))


def _done(plan: Plan) -> set[int]:
    return {one.record_id for one in firsts(plan, list(plan.people.all()), _until(plan))}


def newcomers_of(user: User, plan: Plan) -> int:
    """How many have come into the plan's list since; none for who cannot take them in."""
    return newcomers(user, plan).count() if may(user, "stewardship.plan") and not plan.ended_on else 0


def _progress(user: User, plan: Plan, entered: Days, leads: Callable[[User], bool]) -> Progress:
    until = _until(plan)
    people = list(plan.people.all())
    if plan.kind == Plan.Kind.PAPER:
        found = entered
        left = max(0, plan.total - sum(day.entered for mine in found.values() for day in mine.values()))
    else:
        through = list(firsts(plan, people, until))
        found, left = _gone_through(through), count_to_come(plan, [one.record_id for one in through])
    terms = {"first": plan.first_whole_day, "today": until, "daily": plan.daily, "thursdays": plan.thursdays}
    rated = plan.kind == Plan.Kind.PAPER
    paces = {one.pk: pace_of(found.get(one.pk, {}), **terms, rated=rated) for one in people}
    done = sum(pace.done for pace in paces.values())
    terms |= {"first": plan.starts_on}
    terms.pop("daily")
    ends_on = None if plan.ended_on else forecast(list(found.values()), left=left, **terms)
    shown = [one for one in people if one.pk == user.pk or leads(one)]
    sums: dict[date, int] = {}
    for one in shown:
        for day, what in found.get(one.pk, {}).items():
            sums[day] = sums.get(day, 0) + what.entered
    return Progress(
        plan, done, left, ends_on, [(one, paces[one.pk]) for one in shown], paces.get(user.pk), sorted(sums.items())
    )


def _led_by(user: User) -> Callable[[User], bool]:
    """Whose work the user may see, besides their own."""
    scope = scope_of(user) if may(user, "ledger.read") else "own"
    if scope == "all":
        return lambda _other: True
    return lambda other: scope == "team" and user.team_id is not None and user.team_id == other.team_id


def _of_plan(plan: Plan, rows: Sequence[UserDay], begun: Sequence[tuple[int, str, datetime]]) -> Days:
    """What each has entered by day, with its quality; of the day within which a paper plan began, only since then."""
    if plan.kind != Plan.Kind.PAPER:
        return {}
    name = "people" if plan.record_type == "person" else "companies"
    found: dict[int, dict[date, Day]] = {}
    people, until = {one.pk for one in plan.people.all()}, _until(plan)
    of_first_day = Counter(
        user_id
        for user_id, kind, at in begun
        if kind == plan.record_type and at >= plan.begins_at and timezone.localdate(at) == plan.starts_on
    )
    for row in rows:
        mine = getattr(row, name)
        if row.day < plan.first_whole_day:
            mine = min(mine, of_first_day[row.user_id])
        if mine and row.user_id in people and plan.starts_on <= row.day <= until:
            # The scores of a day are those of people and companies together.
            share = mine / row.entered
            of_day = Day(mine, round(row.quality * share), round(row.faulty * share))
            found.setdefault(row.user_id, {})[row.day] = of_day
    return found


def _gone_through(through: Sequence[First]) -> Days:
    """How many records of the list each has gone through by day."""
    found: dict[int, dict[date, Day]] = {}
    for one in through:
        mine = found.setdefault(one.by, {})
        mine[one.on] = Day(mine[one.on].entered + 1 if one.on in mine else 1)
    return found


def _until(plan: Plan) -> date:
    today = timezone.localdate()
    return min(plan.ended_on or today, today)
