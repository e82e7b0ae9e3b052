"""Work is planned in Jalali months and in weeks that begin on Saturday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.stewardship.months import (
    Month,
    after_working_days,
    days,
    following,
    is_working,
    months_until,
    week_of,
    working_days,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def test_a_month_has_its_days() -> None:
    azar = Month.of(date(2026, 11, 29))
    assert (azar, azar.code) == (Month(1405, 9), "1405-09")
    assert (azar.first, azar.last) == (date(2026, 11, 22), date(2026, 12, 21))
    assert azar.day(31) == azar.last
    assert Month.read("1405-09") == azar
    assert [Month.read(text) for text in ("1405-13", "x", "", "99999-01", "1500-01")] == [None] * 5


def test_the_31st_falls_on_the_last_day_of_a_shorter_month() -> None:
    assert following(31, date(2026, 9, 22)) == Month(1405, 7).last


@given(DAYS, st.integers(1, 31))
def test_the_next_such_day_is_after_and_at_most_a_month_away(day: date, number: int) -> None:
    found = following(number, day)
    assert 0 < (found - day).days <= 31
    assert found in {Month.of(day).day(number), Month.of(day).plus(1).day(number)}


@given(st.integers(1300, 1450), st.integers(1, 12), st.integers(-40, 40))
def test_months_are_counted_there_and_back(year: int, month: int, step: int) -> None:
    assert Month(year, month).plus(step).plus(-step) == Month(year, month)
    assert months_until(Month(year, month), 3)[-1] == Month(year, month)


@given(DAYS)
def test_a_week_begins_on_saturday(day: date) -> None:
    assert week_of(day).weekday() == 5
    assert 0 <= (day - week_of(day)).days < 7


@given(DAYS, st.integers(0, 60), st.booleans())
def test_working_days_are_counted_as_by_hand(first: date, length: int, thursdays: bool) -> None:
    last = first + timedelta(days=length)
    by_hand = sum(is_working(day, thursdays=thursdays) for day in days(first, last))
    assert working_days(first, last, thursdays=thursdays) == by_hand


@given(DAYS, st.integers(1, 60), st.booleans())
def test_so_many_working_days_later(day: date, count: int, thursdays: bool) -> None:
    last = after_working_days(day, count, thursdays=thursdays)
    assert working_days(day + timedelta(days=1), last, thursdays=thursdays) == count


@pytest.mark.parametrize(("day", "thursdays", "works"), [(27, True, False), (26, True, True), (26, False, False)])
def test_friday_is_off_and_thursday_where_it_is(day: int, thursdays: bool, works: bool) -> None:
    assert is_working(date(2026, 11, day), thursdays=thursdays) is works
