"""A customer of suddenly many records is looked at more strictly; sizes that thin out slowly are nobody's fault."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from zolal.engine.match.cluster import Evidence, Judge
from zolal.engine.match.pairs import Floats, Rows
from zolal.engine.match.size_alarm import looked_at, plausible


def customers(*sizes: tuple[int, int]) -> Rows:
    """Owners of so many customers of each size, one after the other."""
    of_each = np.repeat([size for size, _ in sizes], [count for _, count in sizes])
    starts = np.cumsum(of_each) - of_each
    return np.repeat(starts, of_each)


def judge(weak: Rows, *, weakly: float) -> Judge:
    """All pairs speak for one person, those with a weak record `weakly` (log odds)."""

    def evidence(left: Rows, right: Rows) -> Evidence:
        said: Floats = np.where(np.isin(left, weak) | np.isin(right, weak), weakly, 9.0)
        return Evidence(np.tile(said[:, None, None], (1, 2, 1)).astype(np.float32), np.zeros(len(left)))

    return Judge(3.0, np.zeros(2), evidence)


@pytest.mark.parametrize(
    ("sizes", "most"),
    [
        (((1, 9_000), (4, 900), (5, 800), (6, 3)), 5),
        (((1, 9_000), (4, 900), (5, 300), (6, 100), (7, 40), (8, 10), (9, 4), (10, 1)), 0),
        (((1, 900), (2, 300), (5, 1)), 0),
        (((1, 9_000), (2, 5_000), (3, 4)), 0),
        (((1, 9_000), (4, 900), (5, 800)), 0),
    ],
)
def test_what_is_plausible_is_read_off_the_sizes(sizes: tuple[tuple[int, int], ...], most: int) -> None:
    assert plausible(customers(*sizes)) == most


def test_the_record_that_hardly_fits_is_parted_and_told() -> None:
    owner = customers((5, 800), (6, 1))
    stranger = len(owner) - 1
    found, alarm = looked_at(owner, judge(np.array([stranger]), weakly=3.5))
    assert np.flatnonzero(found != owner).tolist() == [stranger]
    assert (alarm.above, alarm.customers, alarm.parted) == (5, 1, 1)


def test_a_large_customer_of_whom_every_pair_is_sure_stays_and_is_told() -> None:
    owner = customers((5, 800), (6, 1))
    found, alarm = looked_at(owner, judge(np.empty(0, dtype=np.int64), weakly=0.0))
    assert (found == owner).all()
    assert (alarm.customers, alarm.parted) == (1, 0)


def test_what_people_have_joined_stays_joined() -> None:
    owner = customers((5, 800), (6, 1))
    stranger = len(owner) - 1
    hardly = judge(np.array([stranger]), weakly=3.5)

    def decided(left: Rows, right: Rows) -> Evidence:
        said = hardly.evidence(left, right)
        return Evidence(said.fields, np.where(np.isin(right, [stranger]) | np.isin(left, [stranger]), 1e5, 0.0))

    found, _ = looked_at(owner, Judge(hardly.threshold, hardly.priors, decided))
    assert (found == owner).all()


def test_customers_beside_the_large_ones_are_left_alone() -> None:
    owner = customers((5, 800), (6, 2))
    weak = np.flatnonzero(owner == 5)
    found, _ = looked_at(owner, judge(weak, weakly=3.5))
    pairs = [(one, other) for one, other in combinations(weak.tolist(), 2)]
    assert all(found[one] == found[other] for one, other in pairs)
