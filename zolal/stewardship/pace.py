"""How fast and how well somebody enters, and what that means: pure.

Behind: less than nine tenths of the quota of the working days that are over. Haste: in the last five working days more
than half as much again as the quota, and the records of these days on average five points or more worse than those
before; both with ten entries at least. Somebody quick whose records stay good is not hasty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from zolal.stewardship.months import after_working_days, is_working, working_days

RECENT = 5
LOOKED_BACK = 10
FAST = 1.5
WORSE = 5
ENOUGH = 10
BEHIND = 0.9


@dataclass(frozen=True, slots=True)
class Day:
    """What somebody entered on a day, the sum of its scores, and how much of it was faulty."""

    entered: int
    quality: int = 0
    faulty: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """`quality` and `error_rate` are null where nothing was entered; `expected`: the quota of the days gone by."""

    done: int
    today: int
    expected: float
    quality: float | None
    error_rate: float | None
    recent: int
    recent_quality: float | None
    is_behind: bool
    is_hasty: bool


def pace_of(
    days: Mapping[date, Day], *, first: date, today: date, daily: float, thursdays: bool, rated: bool = True
) -> Pace:
    """Somebody's pace from the first day on; `rated`: whether the scores of the days are known."""
    yesterday = today - timedelta(days=1)
    expected = daily * working_days(first, yesterday, thursdays=thursdays)
    since = last_working(today, RECENT, thursdays=thursdays)
    before = [one for day, one in days.items() if day < since]
    recent = [one for day, one in days.items() if day >= since]
    every = [*before, *recent]
    done, lately = sum(one.entered for one in every), sum(one.entered for one in recent)
    worse = (_mean(before) or 0) - (_mean(recent) or 0) >= WORSE
    hasty = rated and min(done - lately, lately) >= ENOUGH and lately > FAST * RECENT * daily and worse
    return Pace(
        done,
        days[today].entered if today in days else 0,
        expected,
        _mean(every) if rated else None,
        round(sum(one.faulty for one in every) / done, 4) if rated and done else None,
        lately,
        _mean(recent) if rated else None,
        expected > 0 and done < BEHIND * expected,
        hasty,
    )


def forecast(
    days: Sequence[Mapping[date, Day]], *, left: int, first: date, today: date, thursdays: bool
) -> date | None:
    """When all is done if it goes on as in the last ten working days; None where nothing was done in them."""
    if left <= 0:
        return today
    since = max(first, last_working(today, LOOKED_BACK, thursdays=thursdays))
    done = sum(one.entered for mine in days for day, one in mine.items() if since <= day <= today)
    worked = working_days(since, today, thursdays=thursdays)
    if not done or not worked:
        return None
    need = ceil(left * worked / done)
    return after_working_days(today, need, thursdays=thursdays) if need < 250 * 20 else None


def last_working(today: date, count: int, *, thursdays: bool) -> date:
    """The first of the last so many working days, today among them."""
    day, left = today, count - is_working(today, thursdays=thursdays)
    while left > 0:
        day -= timedelta(days=1)
        left -= is_working(day, thursdays=thursdays)
    return day


def _mean(days: Sequence[Day]) -> float | None:
    entered = sum(one.entered for one in days)
    return round(sum(one.quality for one in days) / entered, 1) if entered else None
