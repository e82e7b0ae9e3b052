"""Jalali dates are converted as jdatetime converts them, on every day of three centuries."""

from datetime import date

import jdatetime
import pytest

from zolal.engine.persian.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    from_jalali,
    is_leap,
    nowruz,
    quarter_start,
    to_jalali,
)


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1200, 1, 1), date(1821, 3, 21)),
    ],
)
def test_known_days(jalali: tuple[int, int, int], gregorian: date) -> None:
    assert from_jalali(*jalali) == gregorian
    assert to_jalali(gregorian) == jalali


def test_every_new_year_and_every_leap_year_agree_with_jdatetime() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        first = jdatetime.date(year, 1, 1)
        assert nowruz(year) == first.togregorian().toordinal()
        assert is_leap(year) == first.isleap()


def test_every_day_goes_there_and_back() -> None:
    for ordinal in range(nowruz(FIRST_YEAR), nowruz(LAST_YEAR + 1)):
        day = date.fromordinal(ordinal)
        assert from_jalali(*to_jalali(day)) == day


def test_every_day_of_a_cycle_agrees_with_jdatetime() -> None:
    for ordinal in range(nowruz(1380), nowruz(1413)):
        day = date.fromordinal(ordinal)
        theirs = jdatetime.date.fromgregorian(date=day)
        assert to_jalali(day) == (theirs.year, theirs.month, theirs.day)


@pytest.mark.parametrize(
    "impossible", [(1403, 13, 1), (1403, 7, 31), (1402, 12, 30), (1403, 0, 1), (1403, 1, 0), (1199, 1, 1)]
)
def test_days_that_never_were_are_refused(impossible: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="Jalali"):
        from_jalali(*impossible)


@pytest.mark.parametrize(
    ("day", "first"),
    [((1405, 1, 1), (1405, 1, 1)), ((1405, 6, 31), (1405, 4, 1)), ((1405, 9, 9), (1405, 7, 1)),
     ((1403, 12, 30), (1403, 10, 1))],
)  # fmt: skip
def test_a_quarter_begins_with_its_first_month(day: tuple[int, int, int], first: tuple[int, int, int]) -> None:
    assert quarter_start(from_jalali(*day)) == from_jalali(*first)


def test_there_are_twelve_months() -> None:
    assert len(set(MONTHS)) == 12
