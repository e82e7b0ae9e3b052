"""How a goal came where it is, day by day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone

from zolal.accounts.measures import measures
from zolal.stewardship.months import days, working_days
from zolal.strategy.figures import adds_up, whose
from zolal.strategy.models import Goal, GoalFigure, MeasureDay
from zolal.strategy.totals import Key, needed, value_of

POINTS = 62
"""More days are shown in steps."""

Course = list[tuple[date, int | None, int | None]]
"""Day, value by then, value expected by then."""


def course(goal: Goal, figure: GoalFigure | None) -> Course:
    """From the first day of the period to the last; values up to today. Nothing where nothing can be told by day."""
    if goal.measure == Goal.BENEATH or figure is None:
        return []
    values = _reported(goal) if goal.measure == Goal.REPORTED else _counted(goal)
    every = list(days(goal.starts_on, goal.ends_on))
    step = max(1, len(every) // POINTS)
    shown = {*every[::step], every[-1]} | ({timezone.localdate()} & {*every})
    return [(day, values.get(day), _expected(goal, figure, day)) for day in every if day in shown]


def _expected(goal: Goal, figure: GoalFigure, day: date) -> int | None:
    if figure.target is None:
        return None
    if not adds_up(goal):
        return figure.target
    whole = working_days(goal.starts_on, goal.ends_on, thursdays=True)
    return round(figure.target * working_days(goal.starts_on, day, thursdays=True) / whole) if whole else None


def _until(goal: Goal) -> date:
    return min(goal.ends_on, goal.closed_on or timezone.localdate(), timezone.localdate())


def _reported(goal: Goal) -> dict[date, int | None]:
    told = sorted(goal.check_ins.filter(value__isnull=False).values_list("on", "id", "value"))
    found: dict[date, int | None] = {}
    value, place = (0 if adds_up(goal) else goal.base), 0
    for day in days(goal.starts_on, _until(goal)):
        while place < len(told) and told[place][0] <= day:
            value = (value or 0) + told[place][2] if adds_up(goal) else told[place][2]
            place += 1
        found[day] = value
    return found


def _counted(goal: Goal) -> dict[date, int | None]:
    measure = measures().get(goal.measure)
    if measure is None:
        return {}
    rows = MeasureDay.objects.filter(
        whose(goal), measure__in=needed([goal.measure]), day__gte=goal.starts_on, day__lte=_until(goal)
    ).order_by()
    by_day: dict[date, dict[Key, int]] = {}
    for day, name, value in rows.values_list("day", "measure").annotate(sum=Sum("value")):
        by_day.setdefault(day, {})[(name,)] = value
    found: dict[date, int | None] = {}
    so_far: dict[Key, int] = {}
    for day in days(goal.starts_on, _until(goal)):
        today = by_day.get(day, {})
        if measure.level:
            found[day] = value_of(measure, today) if today else found.get(day - timedelta(days=1))
            continue
        for key, value in today.items():
            so_far[key] = so_far.get(key, 0) + value
        found[day] = value_of(measure, so_far)
    return found
