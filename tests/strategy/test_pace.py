"""How a goal stands on a day: what a reader is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.strategy.pace import STATUSES, standing

FIRST, LAST = date(2026, 11, 21), date(2026, 12, 18)  # four weeks from a Saturday: 24 working days
HALF = date(2026, 12, 5)


@pytest.mark.parametrize(
    ("value", "status", "forecast"),
    [(53, "ahead", 106), (50, "on_track", 100), (45, "on_track", 90), (44, "behind", 88), (100, "reached", 200)],
)
def test_what_adds_up_is_expected_evenly(value: int, status: str, forecast: int) -> None:
    found = standing(value=value, target=100, first=FIRST, last=LAST, today=HALF, adds_up=True)
    assert (found.status, found.expected, found.forecast, found.gone) == (status, 50, forecast, 0.5)


@pytest.mark.parametrize(("value", "status"), [(10, "ahead"), (50, "on_track"), (80, "behind"), (120, "behind")])
def test_a_limit_is_kept_by_using_little_of_it(value: int, status: str) -> None:
    found = standing(value=value, target=100, first=FIRST, last=LAST, today=HALF, adds_up=True, better="down")
    assert found.status == status


@pytest.mark.parametrize(
    ("value", "start", "status", "share"),
    [(7_500, 7_000, "on_track", 0.5), (8_000, 7_000, "reached", 1.0), (6_000, 7_000, "behind", 0.0)],
)
def test_a_level_goes_from_where_it_began(value: int, start: int, status: str, share: float) -> None:
    found = standing(value=value, target=8_000, start=start, first=FIRST, last=LAST, today=HALF, adds_up=False)
    assert (found.status, found.share, found.expected) == (status, share, 7_500)


def test_before_and_after() -> None:
    def told(value: int | None, today: date) -> str:
        return standing(value=value, target=10, first=FIRST, last=LAST, today=today, adds_up=True).status

    assert told(0, date(2026, 11, 1)) == "waiting"
    assert (told(9, date(2027, 1, 1)), told(10, date(2027, 1, 1))) == ("missed", "reached")
    assert told(None, HALF) == "unknown"
    first_day = standing(value=1, target=10, first=FIRST, last=LAST, today=FIRST, adds_up=True)
    assert (first_day.expected, first_day.forecast) == (0, None)  # nothing is expected yet, nothing is foretold


@given(
    figures=st.tuples(st.integers(-(10**15), 10**15), st.integers(0, 10**15), st.none() | st.integers(0, 10**15)),
    today=st.dates(date(2026, 10, 1), date(2027, 2, 1)),
    adds_up=st.booleans(),
    better=st.sampled_from(["up", "down"]),
)
def test_every_goal_stands_somehow(
    figures: tuple[int, int, int | None], today: date, adds_up: bool, better: str
) -> None:
    value, target, start = figures
    found = standing(
        value=value, target=target, start=start, first=FIRST, last=LAST, today=today, adds_up=adds_up, better=better
    )
    assert found.status in STATUSES
    assert 0 <= found.gone <= 1
