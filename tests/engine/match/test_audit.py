"""How sure one may be of a share of which a sample was seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.match.audit import Stratum, answers_needed, clopper_pearson, precision, recall


def test_the_interval_is_the_exact_one() -> None:
    # Clopper and Pearson (1934), as R's binom.test gives them.
    assert clopper_pearson(5, 10) == pytest.approx((0.18709, 0.81291), abs=1e-5)
    assert clopper_pearson(300, 300) == pytest.approx((0.98778, 1.0), abs=1e-5)
    assert clopper_pearson(0, 20) == pytest.approx((0.0, 0.16843), abs=1e-5)


@given(st.integers(1, 400), st.data())
def test_the_interval_holds_the_share_and_narrows_with_answers(asked: int, data: st.DataObject) -> None:
    same = data.draw(st.integers(0, asked))
    low, high = clopper_pearson(same, asked)
    assert 0 <= low <= same / asked <= high <= 1
    lower, higher = clopper_pearson(2 * same, 2 * asked)
    assert higher - lower <= high - low + 1e-9


def test_without_answers_nothing_is_known() -> None:
    estimate = precision(Stratum(100, 0, 0))
    assert (estimate.value, estimate.low, estimate.high, estimate.answers) == (None, 0.0, 1.0, 0)


def test_a_stratum_that_was_asked_through_is_known_exactly() -> None:
    estimate = precision(Stratum(40, 40, 39))
    assert estimate.low == estimate.high == estimate.value == 39 / 40


def test_the_true_precision_lies_within_the_interval_nineteen_times_in_twenty() -> None:
    dice = np.random.default_rng(1)
    population = dice.random(2_000) < 0.99
    held = 0
    for _ in range(400):
        same = int(dice.permutation(population)[:300].sum())
        estimate = precision(Stratum(2_000, 300, same))
        held += estimate.low <= population.mean() <= estimate.high
    assert held >= 0.95 * 400


def test_what_is_still_needed_is_enough_and_one_less_is_not() -> None:
    sure = Stratum(50_000, 120, 119)
    more = answers_needed(sure, 0.995, 0.99, left=600)
    enough, short = (precision(Stratum(50_000, 120 + n, 119 + n)) for n in (more, more - 1))
    assert enough.value is not None
    assert enough.value >= 0.995
    assert enough.low >= 0.99 > short.low


def test_where_all_answers_there_are_would_not_do_nobody_is_told_to_go_on() -> None:
    assert answers_needed(Stratum(20, 10, 5), 0.995, 0.99, left=10) == -1
    assert answers_needed(Stratum(0, 0, 0), 0.995, 0.99, left=0) == -1


def test_recall_counts_what_the_strata_hold_and_not_how_many_were_asked() -> None:
    estimate = recall(Stratum(1_000, 100, 100), Stratum(1_000, 100, 25))
    assert estimate.value == pytest.approx(0.8)
    assert estimate.low < 0.8 < estimate.high
    assert estimate.answers == 200


def test_recall_is_not_known_while_a_stratum_was_never_asked() -> None:
    assert recall(Stratum(1_000, 100, 100), Stratum(1_000, 0, 0)).value is None
