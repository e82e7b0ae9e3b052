"""Days, weeks and months of both calendars, holidays, and what overlaps."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.calendar.lanes import lanes
from zolal.calendar.months import EARLIEST, LATEST, Month, days, parts, week_of
from zolal.calendar.official import of_year, official
from zolal.calendar.repeating import next_day
from zolal.engine.persian.calendar import from_jalali
from zolal.engine.persian.hijri import from_hijri, year_of


def test_a_jalali_month_is_shown_in_weeks_that_begin_on_saturday() -> None:
    weeks = Month("jalali", 1405, 9).weeks()
    assert [parts(day, "jalali")[1:] for day in weeks[0]] == [(8, 30), *((9, day) for day in range(1, 7))]
    assert all(week[0].weekday() == 5 for week in weeks)


def test_a_gregorian_month_is_shown_in_weeks_that_begin_on_monday() -> None:
    assert Month("gregorian", 2026, 11).weeks()[0][0] == date(2026, 10, 26)


@given(st.dates(EARLIEST, LATEST), st.sampled_from(["jalali", "gregorian"]))
def test_every_day_is_once_in_the_weeks_of_its_month(day: date, system: str) -> None:
    weeks = Month.of(day, system).weeks()
    assert sum(week.count(day) for week in weeks) == 1
    assert week_of(day, system) in [week[0] for week in weeks]


def test_the_official_holidays_of_a_year_that_was_announced() -> None:
    known = {
        (1, 1): "Nowruz", (3, 16): "Eid al-Adha", (3, 24): "Eid al-Ghadir", (4, 15): "Ashura", (5, 23): "Arbaeen",
        (6, 2): "Martyrdom of Imam Reza",
        (6, 19): "Birth of the Prophet and of Imam Sadeq",
        (9, 3): "Martyrdom of Fatemeh",
        (11, 22): "Victory of the Islamic Revolution", (12, 29): "Nationalisation of the oil industry",
    }  # fmt: skip
    found = of_year(1404)
    for (month, day), name in known.items():
        assert name in [one.name for one in found[from_jalali(1404, month, day)]]


def test_a_lunar_holiday_that_was_not_announced_says_that_it_may_move() -> None:
    assert all(not one.may_move for one in of_year(1409)[from_jalali(1409, 1, 13)])
    assert any(one.may_move for named in of_year(1409).values() for one in named)


def test_the_last_day_of_a_leap_year_is_off() -> None:
    assert from_jalali(1403, 12, 30) in official(date(2025, 3, 1), date(2025, 3, 31))


@given(st.dates(date(1850, 1, 1), date(2100, 1, 1)))
def test_the_lunar_year_of_a_day_begins_before_it_and_ends_after(day: date) -> None:
    year = year_of(day)
    assert from_hijri(year, 1, 1) <= day < from_hijri(year + 1, 1, 1)


@pytest.mark.parametrize(
    ("day", "repeat", "after", "expected"),
    [
        ((1405, 9, 8), "daily", (1405, 9, 8), (1405, 9, 9)),
        ((1405, 9, 8), "weekly", (1405, 9, 30), (1405, 10, 6)),
        ((1405, 6, 31), "monthly", (1405, 6, 31), (1405, 7, 30)),  # the last day is followed by the last
        ((1405, 7, 30), "monthly", (1405, 7, 30), (1405, 8, 30)),
        ((1405, 11, 30), "monthly", (1405, 11, 30), (1405, 12, 29)),
        ((1405, 1, 5), "monthly", (1405, 9, 8), (1405, 10, 5)),
    ],
)
def test_what_repeats_goes_by_the_jalali_month(day: tuple, repeat: str, after: tuple, expected: tuple) -> None:
    assert next_day(from_jalali(*day), repeat, from_jalali(*after)) == from_jalali(*expected)


def test_what_overlaps_stands_side_by_side_and_what_does_not_takes_the_whole_width() -> None:
    found = lanes([(0, 4), (2, 6), (6, 8), (4, 6)])
    assert [(one.lane, one.lanes) for one in found] == [(0, 2), (1, 2), (0, 1), (0, 2)]


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda one: (one[0], one[0] + one[1])), max_size=30)
)
def test_no_two_that_overlap_share_a_lane(spans: list[tuple[int, int]]) -> None:
    found = lanes(spans)
    for one, (start, end) in enumerate(spans):
        for other, (begin, until) in enumerate(spans[:one]):
            if start < until and begin < end:
                assert found[one].lane != found[other].lane
                assert found[one].lanes == found[other].lanes > max(found[one].lane, found[other].lane)


def test_days_are_counted_with_both_ends() -> None:
    assert len(list(days(date(2026, 11, 28), date(2026, 12, 4)))) == 7
