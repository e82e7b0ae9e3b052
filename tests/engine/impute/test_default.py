"""A default is what nearly everybody has; it must not begin to answer for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.impute.default import FEWEST, Majority, is_biased, majority


def test_eight_in_ten_make_a_majority() -> None:
    assert majority({"male": 82, "female": 18}) == Majority("male", 0.82, 100)
    assert majority({"male": 79, "female": 21}) is None


def test_too_few_tell_nothing() -> None:
    assert majority({"male": FEWEST - 1}) is None
    assert majority({}) is None


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 1000), max_size=6))
def test_a_majority_has_its_share(counts: dict[str, int]) -> None:
    found = majority(counts)
    if found:
        assert counts[found.value] == max(counts.values())
        assert found.share >= 0.8


@pytest.mark.parametrize(
    ("entered", "with_default", "biased"),
    [(100, 82, False), (100, 88, False), (100, 97, True), (20, 20, False), (1000, 850, False), (1000, 880, True)],
)
def test_bias_is_told_from_chance(entered: int, with_default: int, biased: bool) -> None:
    assert is_biased(share=0.82, entered=entered, with_default=with_default) is biased
