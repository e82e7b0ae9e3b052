"""Goals with how they stand, for who may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.ledger import Entry, history
from zolal.strategy.figures import period_of, stands
from zolal.strategy.hints import Hint, hints_for
from zolal.strategy.models import CheckIn, Goal, GoalFigure
from zolal.strategy.pace import Standing
from zolal.strategy.periods import Period
from zolal.strategy.reach import may_change, may_report, seen_by

MOST = 500
"""Goals on one page."""
PAST = 30
"""Changes of a goal that its page tells."""
WHEN = ("now", "coming", "past", "all")


@dataclass(slots=True)
class Seen:
    """A goal as somebody sees it. `beneath` are those that stand beneath it in what was asked for."""

    goal: Goal
    figure: GoalFigure | None
    standing: Standing
    may_change: bool
    may_report: bool
    beneath: list[Seen] = field(default_factory=list)

    @property
    def period(self) -> Period:
        return period_of(self.goal)


@dataclass(frozen=True, slots=True)
class Page:
    """One goal with all around it. `above` are the names of those it serves, from the top, seen or not."""

    seen: Seen
    above: Sequence[Goal]
    beneath: Sequence[Seen]
    said: Sequence[CheckIn]
    earlier: Seen | None
    hints: Sequence[Hint]
    past: Sequence[Entry]
    reachable: frozenset[int]


def visible_goals(user: User) -> QuerySet[Goal]:
    """Those somebody sees. Raises `NotAllowed`."""
    demand(user, "goals.read")
    goals = Goal.objects.filter(seen_by(user), state=Goal.State.ACTIVE)
    return goals.select_related("owner__team", "team", "figure", "parent", "earlier").distinct()


def goal_by_uid(user: User, uid: UUID) -> Goal:
    """Raises `NotAllowed`, `Goal.DoesNotExist`."""
    return visible_goals(user).select_related("earlier__figure").get(uid=uid)


def goals(
    user: User, *, when: str = "now", scope: str = "", team: int | None = None, owner: int | None = None
) -> list[Seen]:
    """The goals of a time, flat: those of the company first, then of teams, then of people."""
    today = timezone.localdate()
    found = visible_goals(user).filter(_when(when, today))
    if scope:
        found = found.filter(scope=scope)
    if team is not None:
        found = found.filter(Q(team=team) | Q(owner__team=team))
    if owner is not None:
        found = found.filter(owner=owner)
    order = {scope: place for place, scope in enumerate(Goal.Scope.values)}
    seen = [_seen(goal, user, today) for goal in found.order_by("-ends_on", "id")[:MOST]]
    return sorted(seen, key=lambda one: order[one.goal.scope])


def tree(found: Sequence[Seen]) -> list[Seen]:
    """The same as a tree: each beneath the one it serves, where that is among them."""
    by_id = {one.goal.pk: one for one in found}
    roots = []
    for one in found:
        above = by_id.get(one.goal.parent_id or 0)
        (above.beneath if above else roots).append(one)
    return roots


def goal_page(user: User, uid: UUID) -> Page:
    """Raises `NotAllowed`, `Goal.DoesNotExist`."""
    goal, today = goal_by_uid(user, uid), timezone.localdate()
    above: list[Goal] = []
    one = goal.parent
    while one is not None and len(above) < 10:
        above.insert(0, one)
        one = one.parent
    beneath = [_seen(one, user, today) for one in visible_goals(user).filter(parent=goal).order_by("id")]
    seen = _seen(goal, user, today)
    mine = visible_goals(user).filter(pk__in=[one.pk for one in above]).values_list("pk", flat=True)
    said = list(goal.check_ins.select_related("by")[:100])
    earlier = _seen(goal.earlier, user, today) if goal.earlier else None
    hints = hints_for(goal, seen.figure, earlier)
    return Page(seen, above, beneath, said, earlier, hints, history("goal", [goal.pk], limit=PAST), frozenset(mine))


def mine(user: User) -> list[Seen]:
    """What somebody has to reach or answers for now, the nearest end first."""
    today = timezone.localdate()
    found = visible_goals(user).filter(_when("now", today), owner=user, closed_on=None).order_by("ends_on", "id")[:12]
    return [_seen(goal, user, today) for goal in found]


def of_pipeline(user: User, pipeline_id: int) -> list[Seen]:
    """The goals of now that are measured by what one pipeline brings."""
    today = timezone.localdate()
    found = visible_goals(user).filter(_when("now", today), part=f"pipeline:{pipeline_id}").order_by("scope", "id")[:20]
    return [_seen(goal, user, today) for goal in found]


def for_period(user: User, period: Period, *, scope: str, whose: int | None) -> dict[str, Seen]:
    """By measure, the goal of a period of exactly this scope; of several the first."""
    wanted = Q(scope=scope, starts_on=period.first, ends_on=period.last, part="")
    if scope == Goal.Scope.TEAM:
        wanted &= Q(team=whose)
    if scope == Goal.Scope.PERSON:
        wanted &= Q(owner=whose)
    today = timezone.localdate()
    found = {}
    for goal in visible_goals(user).filter(wanted).order_by("-id"):
        found[goal.measure] = _seen(goal, user, today)
    return found


def check_in_by_uid(user: User, uid: UUID) -> CheckIn:
    """Raises `NotAllowed`, `CheckIn.DoesNotExist`."""
    return CheckIn.objects.filter(goal__in=visible_goals(user).order_by()).select_related("goal").get(uid=uid)


def possible_parents(user: User, goal: Goal | None = None) -> list[Goal]:
    """What a goal can stand beneath: goals that are not over, not itself."""
    since = timezone.localdate() - timedelta(days=90)
    found = visible_goals(user).filter(ends_on__gte=since).order_by("scope", "id")
    return [one for one in found[:MOST] if goal is None or one.pk != goal.pk]


def _when(when: str, today: date) -> Q:
    match when:
        case "now":
            return Q(starts_on__lte=today, ends_on__gte=today)
        case "coming":
            return Q(starts_on__gt=today)
        case "past":
            return Q(ends_on__lt=today)
    return Q()


def _seen(goal: Goal, user: User, today: date) -> Seen:
    figure = getattr(goal, "figure", None)
    changes = may_change(user, goal)
    return Seen(goal, figure, stands(goal, figure, today), changes, may_report(user, goal))
