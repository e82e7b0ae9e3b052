"""The shortest way through the visits of a day."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.calendar.route import distance, length, shortest

TEHRAN, KARAJ, QOM, ISFAHAN = (35.70, 51.40), (35.83, 50.99), (34.64, 50.88), (32.65, 51.67)
_PLACES = st.lists(st.tuples(st.floats(25, 39), st.floats(44, 63)), max_size=9)


def test_the_way_is_the_straight_line() -> None:
    assert distance(TEHRAN, ISFAHAN) == pytest.approx(340, rel=0.02)


def test_a_zigzag_becomes_a_way_that_begins_at_the_first_place() -> None:
    assert shortest([KARAJ, ISFAHAN, TEHRAN, QOM]) == [0, 2, 3, 1]


@given(_PLACES)
def test_every_place_is_visited_once_and_the_way_is_never_longer_than_it_was(places: list[tuple[float, float]]) -> None:
    order = shortest(places)
    assert sorted(order) == list(range(len(places)))
    assert order[:1] == [0][: len(places)]
    assert length([places[one] for one in order]) <= length(places) + 1e-9


@given(_PLACES.filter(lambda places: 3 <= len(places) <= 6))
def test_a_short_day_is_nearly_as_short_as_can_be(places: list[tuple[float, float]]) -> None:
    best = min(length([places[0], *rest]) for rest in permutations(places[1:]))
    assert length([places[one] for one in shortest(places)]) <= 1.5 * best + 1e-6
