"""How surely a sample tells the accuracy."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.quality.estimates import of_records, of_values, size_for, wilson


@pytest.mark.parametrize(
    ("right", "checked", "low", "high"), [(0, 10, 0.0, 0.2775), (9, 10, 0.5958, 0.9821), (50, 100, 0.4038, 0.5962)]
)
def test_the_interval_is_that_of_wilson(right: int, checked: int, low: float, high: float) -> None:
    found = wilson(right, checked)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_without_answers_everything_is_possible() -> None:
    assert (of_values([]).value, of_values([(0, 0)]).low, of_records([]).high) == (None, 0.0, 1.0)


@pytest.mark.parametrize(
    ("margin", "population", "size"), [(0.05, 10**6, 384), (0.05, 500, 218), (0.1, 40, 29), (0.03, 0, 0)]
)
def test_a_sample_is_as_large_as_the_wanted_margin_needs(margin: float, population: int, size: int) -> None:
    assert size_for(margin, population) == size


def test_values_that_fall_together_tell_less_than_as_many_independent_ones() -> None:
    together = of_values([(5, 5)] * 50 + [(0, 5)] * 50)
    apart = of_values([(2, 5), (3, 5)] * 50)
    assert together.value == apart.value == 0.5
    assert together.high - together.low > apart.high - apart.low


@given(st.lists(st.integers(1, 8).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), min_size=1))
def test_the_estimate_lies_in_its_interval(counted: list[tuple[int, int]]) -> None:
    found = of_values(counted)
    assert 0 <= found.low <= (found.value or 0) + 1e-9
    assert (found.value or 0) - 1e-9 <= found.high <= 1


def test_nineteen_of_twenty_intervals_hold_the_truth() -> None:
    dice, held = Random(3), 0
    for _ in range(400):
        records = [(dice.random() < 0.8, 4) for _ in range(60)]  # values of a record are all right or all wrong
        found = of_values([(4 * right, of) for right, of in records])
        held += found.low <= 0.8 <= found.high
    assert held / 400 > 0.92
