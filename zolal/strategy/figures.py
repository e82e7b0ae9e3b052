"""How far goals are, worked out and kept beside them: lists of goals read one row each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone

from zolal.accounts.measures import measures
from zolal.core.ledger import Written
from zolal.strategy.models import CheckIn, Goal, GoalFigure
from zolal.strategy.pace import Standing, standing
from zolal.strategy.periods import Period
from zolal.strategy.totals import totals

WHOLE = 10_000
"""All of it, as a share."""
AT_ONCE = 10
"""Goals worked out in one transaction: others want to write too."""


def renew(goals: Iterable[Goal]) -> None:
    """Work out the figures of these goals anew, and of those above them; of closed ones they stay as they are."""
    waiting = {goal.pk: goal for goal in goals}
    seen: set[int] = set()
    while waiting:
        for goal in waiting.values():
            seen.add(goal.pk)
            if goal.closed_on is None or not GoalFigure.objects.filter(goal=goal).exists():
                _keep(goal)
        above = {goal.parent_id for goal in waiting.values() if goal.parent_id} - seen
        waiting = {goal.pk: goal for goal in Goal.objects.filter(pk__in=above, measure=Goal.BENEATH)}


def standing_goals() -> Iterator[list[Goal]]:
    """All that are not closed, some at a time: those that depend on others last."""
    found = Goal.objects.filter(closed_on=None, state=Goal.State.ACTIVE)
    # The newest first: who is beneath a goal was mostly made after it. What is not is right the next time.
    ids = list(found.exclude(measure=Goal.BENEATH).order_by("id").values_list("pk", flat=True))
    ids += list(found.filter(measure=Goal.BENEATH).order_by("-id").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        goals = {goal.pk: goal for goal in found.filter(pk__in=ids[start : start + AT_ONCE])}
        yield [goals[pk] for pk in ids[start : start + AT_ONCE] if pk in goals]


def on_write(written: Written) -> None:
    """Goals that were set, changed or brought back are worked out in the same transaction."""
    if written.record_type == "goal" and written.facts:
        renew(Goal.objects.filter(pk__in=list(written.facts)))


def on_check_in(instance: CheckIn, **_: Any) -> None:  # noqa: ANN401 - a signal's
    """What was said, taken back or brought back of a goal changes its figures."""
    renew(Goal.objects.filter(pk=instance.goal_id))


def period_of(goal: Goal) -> Period:
    return Period(goal.period, goal.starts_on, goal.ends_on)


def base_period(goal: Goal) -> Period:
    """What growth is counted from."""
    period = period_of(goal)
    return period.year_before() if goal.base_kind == Goal.Base.LAST_YEAR else period.shift(-1)


def adds_up(goal: Goal) -> bool:
    """Whether its value grows day by day, so that half of it is expected at half-time."""
    if goal.measure == Goal.REPORTED:
        return goal.reports == Goal.Reports.ADD
    known = measures().get(goal.measure)
    return bool(known and known.adds_up)


def value_in(goal: Goal, first: date, last: date) -> int | None:
    """What the measure of a goal was over these days, for whose goal it is; None where nothing is known."""
    known = measures().get(goal.measure)
    if known is None:
        return None
    found = totals([goal.measure], first, last, who=whose(goal)).get((goal.measure,))
    return 0 if found is None and known.adds_up else found


def whose(goal: Goal) -> Q:
    """What of its measure counts for a goal."""
    who = Q(part=goal.part) if goal.part else Q()
    match goal.scope:
        case Goal.Scope.TEAM:
            return who & Q(team=goal.team_id)
        case Goal.Scope.PERSON:
            return who & Q(owner=goal.owner_id)
    return who


def _keep(goal: Goal) -> None:
    today = timezone.localdate()
    value = start = None
    if goal.measure == Goal.BENEATH:
        value = _beneath(goal, today)
    elif goal.measure == Goal.REPORTED:
        value = _reported(goal)
        start = goal.base if goal.reports == Goal.Reports.STAND else None
    else:
        value = value_in(goal, goal.starts_on, max(goal.starts_on, min(today, goal.ends_on)))
        if (known := measures().get(goal.measure)) and known.level:
            before = Period("free", goal.starts_on, goal.ends_on).shift(-1).last
            start = value_in(goal, before, before)
    base = _base(goal)
    target = goal.target
    if goal.aim == Goal.Aim.GROWTH:
        target = None if base is None else round(base * (WHOLE + (goal.growth or 0)) / WHOLE)
    figures = {"value": value, "target": target, "base": base, "start": start, "at": timezone.now()}
    GoalFigure.objects.update_or_create(goal=goal, defaults=figures)


def _base(goal: Goal) -> int | None:
    if goal.aim != Goal.Aim.GROWTH or goal.base_kind == Goal.Base.TYPED:
        return goal.base
    before = base_period(goal)
    return value_in(goal, before.first, before.last)


def _reported(goal: Goal) -> int | None:
    told = goal.check_ins.filter(value__isnull=False)
    if goal.reports == Goal.Reports.ADD:
        return told.aggregate(sum=Sum("value"))["sum"] or 0
    last = told.first()
    return last.value if last else goal.base


def _beneath(goal: Goal, today: date) -> int | None:
    """The mean of how far those beneath are, by weight; none counts for more than all of it."""
    parts = []
    for one in goal.beneath.filter(state=Goal.State.ACTIVE).select_related("figure"):
        figure = getattr(one, "figure", None)
        if figure and (share := stands(one, figure, today).share) is not None:
            parts.append((min(share, 1.0), one.weight))
    weights = sum(weight for _share, weight in parts)
    return round(WHOLE * sum(share * weight for share, weight in parts) / weights) if weights else None


def stands(goal: Goal, figure: GoalFigure | None, today: date) -> Standing:
    """How a goal stands by its figure."""
    return standing(
        value=figure.value if figure else None,
        target=figure.target if figure else None,
        start=figure.start if figure else None,
        first=goal.starts_on,
        last=goal.ends_on,
        today=today,
        adds_up=adds_up(goal),
        better=goal.better,
    )
