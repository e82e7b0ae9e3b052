"""Periods are those of the Jalali calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.persian.calendar import from_jalali
from zolal.strategy.periods import MONTHS, current, read

AZAR_8 = from_jalali(1405, 9, 8)


@pytest.mark.parametrize(
    ("kind", "first_month", "code"),
    [
        ("month", 1, "month:1405-09"),
        ("quarter", 1, "quarter:1405-07"),
        ("half", 1, "half:1405-07"),
        ("year", 1, "year:1405-01"),
        ("year", 7, "year:1405-07"),
        ("quarter", 2, "quarter:1405-08"),
        ("year", 10, "year:1404-10"),
    ],
)
def test_today_is_in_a_period_of_every_kind(kind: str, first_month: int, code: str) -> None:
    assert current(kind, AZAR_8, first_month).code == code


def test_a_period_is_read_and_walked() -> None:
    year = read("year:1404-01")
    assert year is not None
    assert (year.first, year.last) == (from_jalali(1404, 1, 1), from_jalali(1404, 12, 29))
    assert year.shift(-1).last == from_jalali(1403, 12, 30)  # a leap year
    month = read("month:1405-01")
    assert month is not None
    assert month.shift(-1).code == "month:1404-12"
    assert month.year_before().code == "month:1404-01"


@pytest.mark.parametrize("code", ["", "month", "month:1405-13", "month:9999-01", "week:1405-01", "year:1405",
                                  "free:2026-02-01:2026-01-01", "free:2026-01-01:2036-01-01", "free:x:y"])  # fmt: skip
def test_what_is_no_period_is_none(code: str) -> None:
    assert read(code) is None


@given(st.sampled_from([*MONTHS]), st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 12), st.integers(-9, 9))
def test_periods_follow_each_other_without_gap(kind: str, day: date, first_month: int, steps: int) -> None:
    found = current(kind, day, first_month)
    assert found.first <= day <= found.last
    assert found.shift(1).first.toordinal() == found.last.toordinal() + 1
    assert read(found.code) == found == found.shift(steps).shift(-steps)
