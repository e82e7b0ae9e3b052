"""The yardstick of every accuracy we publish."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.clean import exponent
from bench.metrics import calibration, edges, score

labels = st.integers(0, 5)


def test_a_perfect_answer_scores_one() -> None:
    assert score(["a", "a", "b"], [7, 7, 9]).f1 == score(["a", "a", "b"], [7, 7, 9]).b3 == 1.0


def test_two_customers_thrown_together_cost_precision() -> None:
    found = score(["a", "a", "b", "b"], [1, 1, 1, 1])
    assert (found.precision, found.recall, found.largest) == (2 / 6, 1.0, 4)
    assert found.b3 == pytest.approx(2 * 0.5 / 1.5)


def test_a_customer_torn_apart_costs_recall() -> None:
    found = score(["a", "a", "a"], [1, 1, 2])
    assert (found.precision, found.recall) == (1.0, 1 / 3)


def test_no_pair_anywhere_is_right() -> None:
    assert score(["a", "b"], ["x", "y"]).f1 == 1.0


@given(st.lists(st.tuples(labels, labels), min_size=1, max_size=30))
def test_pairs_are_counted_as_by_hand(rows: list[tuple[int, int]]) -> None:
    pairs = list(combinations(rows, 2))
    true, found = ({n for n, (a, b) in enumerate(pairs) if a[side] == b[side]} for side in (0, 1))
    result = score([row[0] for row in rows], [row[1] for row in rows])
    assert result.precision == pytest.approx(len(true & found) / len(found) if found else 1)
    assert result.recall == pytest.approx(len(true & found) / len(true) if true else 1)


@given(st.lists(st.tuples(labels, labels), min_size=1, max_size=30))
def test_b_cubed_is_counted_as_by_hand(rows: list[tuple[int, int]]) -> None:
    def mean(side: int) -> float:
        clusters = [[other for other in rows if other[side] == row[side]] for row in rows]
        shares = [cluster.count(row) / len(cluster) for row, cluster in zip(rows, clusters, strict=True)]
        return sum(shares) / len(rows)

    truth, found = mean(0), mean(1)
    assert score(*zip(*rows, strict=True)).b3 == pytest.approx(2 * truth * found / (truth + found))


@pytest.mark.parametrize(("truth", "found"), [([], []), (["a"], []), (["a"], ["a", "b"])])
def test_rows_that_do_not_correspond_are_refused(truth: list[str], found: list[str]) -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        score(truth, found)


def test_growth_is_the_power_of_the_rows() -> None:
    assert exponent([10, 100, 1000], [5, 50, 500]) == pytest.approx(1)
    assert exponent([10, 100, 1000], [1, 100, 10_000]) == pytest.approx(2)


def test_links_are_counted_against_all_there_should_be() -> None:
    found = edges(["a", "b", "a", "b", "c"], [0, 1, 0], [2, 3, 4], true=4)
    assert (found.precision, found.recall) == (2 / 3, 2 / 4)


def test_a_band_tells_how_far_the_promise_is_from_the_truth() -> None:
    bands = calibration(np.array([0.2, 0.95, 0.99, 0.55, 0.59]), np.array([False, True, True, True, False]))
    assert [(band.low, band.pairs, band.true) for band in bands] == [(0.5, 2, 0.5), (0.95, 1, 1.0), (0.99, 1, 1.0)]
    assert [band.error for band in bands] == pytest.approx([7.0, -5.0, -1.0])
