"""Pace is judged calmly: who is slow is told so, who is fast only when the entries become worse."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zolal.stewardship.months import is_working
from zolal.stewardship.pace import Day, forecast, last_working, pace_of

TODAY = date(2026, 11, 29)  # a Sunday
FIRST = date(2026, 11, 1)


def _days(rate: int, quality: int, *, recent: int | None = None, now: int | None = None) -> dict[date, Day]:
    """So many a working day with this score; others in the last five working days."""
    since = last_working(TODAY, 5, thursdays=True)
    found = {}
    for step in range((TODAY - FIRST).days + 1):
        day = FIRST + timedelta(days=step)
        if is_working(day, thursdays=True):
            lately = day >= since
            many = recent if lately and recent is not None else rate
            found[day] = Day(many, many * (now if lately and now is not None else quality), 0)
    return found


def _pace(days: dict[date, Day], daily: float = 20, *, rated: bool = True) -> object:
    return pace_of(days, first=FIRST, today=TODAY, daily=daily, thursdays=True, rated=rated)


def test_a_steady_pace_is_neither_behind_nor_hasty() -> None:
    pace = _pace(_days(20, 80))
    assert (pace.is_behind, pace.is_hasty, pace.quality, pace.today) == (False, False, 80.0, 20)


def test_less_than_nine_tenths_is_behind() -> None:
    assert _pace(_days(17, 80)).is_behind
    assert not _pace(_days(19, 80)).is_behind
    assert not pace_of({}, first=TODAY, today=TODAY, daily=20, thursdays=True).is_behind


def test_fast_is_hasty_only_where_quality_falls() -> None:
    assert _pace(_days(20, 80, recent=31, now=75)).is_hasty
    assert not _pace(_days(20, 80, recent=31, now=76)).is_hasty
    assert not _pace(_days(20, 80, recent=30, now=60)).is_hasty
    assert not _pace(_days(20, 80, recent=31, now=60), rated=False).is_hasty


def test_ten_entries_are_needed_to_judge() -> None:
    assert not _pace({FIRST: Day(9, 900), TODAY: Day(100, 1000)}, daily=1).is_hasty


def test_all_is_done_when_the_pace_goes_on() -> None:
    days = [_days(20, 80), _days(20, 80)]
    ends_on = forecast(days, left=400, first=FIRST, today=TODAY, thursdays=True)
    assert ends_on == date(2026, 12, 10)  # ten working days from Monday on
    assert forecast([{}], left=400, first=FIRST, today=TODAY, thursdays=True) is None
    assert forecast(days, left=0, first=FIRST, today=TODAY, thursdays=True) == TODAY


@given(st.integers(1, 40), st.integers(1, 5_000), st.booleans())
def test_who_is_faster_is_done_no_later(rate: int, left: int, thursdays: bool) -> None:
    def end(many: int) -> date | None:
        return forecast([_days(many, 80)], left=left, first=FIRST, today=TODAY, thursdays=thursdays)

    slow, fast = end(rate), end(rate + 1)
    assert fast is not None
    assert slow is None or fast <= slow
