"""From pairs to customers: who belongs together when not all pairs agree."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.match.cluster import APART, TOGETHER, Evidence, Judge, cluster, connected
from zolal.engine.match.pairs import Floats, Rows

THRESHOLD, PRIOR = 3.0, -6.0
Pair = tuple[int, int]


@dataclass(frozen=True)
class Scored:
    """Log odds of some pairs of records 0, 1, …; all others are strangers."""

    size: int
    odds: dict[Pair, float]

    def __call__(self, left: Rows, right: Rows) -> Floats:
        pairs = zip(left.tolist(), right.tolist(), strict=True)
        return np.array([self.odds.get((min(pair), max(pair)), PRIOR * 2) for pair in pairs], dtype=np.float64)

    def evidence(self, left: Rows, right: Rows) -> Evidence:
        """One field that says it all, and the word of a rule or a person."""
        odds = self(left, right)
        decided = np.where((odds <= APART) | (odds >= TOGETHER), odds, 0.0)
        return Evidence((odds - PRIOR).astype(np.float32).reshape(-1, 1, 1), decided)

    def owners(self, order: list[Pair] | None = None) -> list[int]:
        pairs = [pair for pair in order or sorted(self.odds) if self.odds[pair] >= -2]
        left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        judge = Judge(THRESHOLD, np.array([PRIOR]), self.evidence)
        owners: list[int] = cluster(self.size, left, right, self(left, right), judge).tolist()
        return owners


def scored(size: int, **odds: float) -> Scored:
    """`ab=5` says that the first and the second record are one person at log odds 5."""
    return Scored(size, {("abcd".index(pair[0]), "abcd".index(pair[1])): value for pair, value in odds.items()})


@st.composite
def people(draw: st.DrawFn) -> Scored:
    size = draw(st.integers(1, 9))
    value = st.sampled_from([APART, PRIOR, -1.0, 1.0, 4.0, 9.0, 15.0, TOGETHER]) | st.floats(-12, 12)
    pairs = draw(st.lists(st.sampled_from([*combinations(range(size), 2)]), unique=True)) if size > 1 else []
    return Scored(size, {pair: draw(value) for pair in sorted(pairs)})


@given(people())
def test_every_record_belongs_to_one_customer_named_by_its_first_row(found: Scored) -> None:
    owners = found.owners()
    assert len(owners) == found.size
    for row, owner in enumerate(owners):
        assert owner <= row
        assert owners[owner] == owner


@given(people())
def test_records_that_must_stay_apart_never_meet(found: Scored) -> None:
    owners = found.owners()
    assert not [pair for pair, odds in found.odds.items() if odds <= APART and owners[pair[0]] == owners[pair[1]]]


@given(people())
def test_only_records_with_a_chain_of_pairs_between_them_are_joined(found: Scored) -> None:
    left, right = np.array([p for p, odds in found.odds.items() if odds >= -2], dtype=np.int64).reshape(-1, 2).T
    reachable = connected(found.size, left, right)
    owners = found.owners()
    assert all(reachable[row] == reachable[owner] for row, owner in enumerate(owners))


@given(people(), st.data())
def test_the_order_in_which_pairs_come_does_not_matter(found: Scored, data: st.DataObject) -> None:
    order = data.draw(st.permutations(sorted(found.odds)))
    assert found.owners(order) == found.owners()


@given(people().filter(lambda found: all(odds > APART for odds in found.odds.values())))
def test_what_a_person_called_the_same_is_the_same(found: Scored) -> None:
    owners = found.owners()
    assert not [pair for pair, odds in found.odds.items() if odds >= TOGETHER and owners[pair[0]] != owners[pair[1]]]


@given(st.integers(1, 30), st.data())
def test_connected_rows_are_named_by_the_lowest(size: int, data: st.DataObject) -> None:
    row = st.integers(0, size - 1)
    pairs = data.draw(st.lists(st.tuples(row, row), max_size=40))
    root = list(range(size))
    for one, other in pairs:
        low, high = sorted((root[one], root[other]))
        root = [low if name == high else name for name in root]
    left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    assert connected(size, left, right).tolist() == root


def test_a_long_chain_is_followed_to_its_end() -> None:
    steps = np.arange(9_999)
    assert not connected(10_000, steps, steps + 1).any()
    assert not connected(10_000, steps[::-1] + 1, steps[::-1]).any()


@pytest.mark.parametrize(
    ("found", "owners"),
    [
        (scored(3), [0, 1, 2]),
        (scored(2, ab=5), [0, 0]),
        (scored(2, ab=2), [0, 1]),  # below the threshold
        (scored(3, ab=8, bc=8, ac=8), [0, 0, 0]),
        (scored(3, bc=8), [0, 1, 1]),
        (scored(3, ab=12, bc=12, ac=0), [0, 0, 0]),  # two sure pairs carry a doubtful third
        (scored(3, ab=12, bc=4), [0, 0, 2]),  # a and c are strangers: b alone does not join them
        (scored(4, ab=9, cd=9, bc=4), [0, 0, 2, 2]),  # one weak pair between two customers is a bridge, not a reason
        (scored(3, ab=12, bc=12, ac=APART), [0, 0, 2]),
        (scored(3, ab=9, bc=12, ac=APART), [0, 1, 1]),  # the stronger pair wins
        (scored(3, ab=TOGETHER, bc=-1, ac=-1), [0, 0, 2]),
    ],
)
def test_who_belongs_together(found: Scored, owners: list[int]) -> None:
    assert found.owners() == owners


def test_a_chain_of_bridges_makes_no_giant() -> None:
    """Two hundred couples, each linked with the next by one fair pair, stay two hundred customers."""
    couples = {(2 * n, 2 * n + 1): 10.0 for n in range(200)}
    bridges = {(2 * n + 1, 2 * n + 2): 3.5 for n in range(199)}
    assert Scored(400, couples | bridges).owners() == [row - row % 2 for row in range(400)]


def test_a_hundred_copies_are_one_customer() -> None:
    assert Scored(100, dict.fromkeys(combinations(range(100), 2), 9.0)).owners() == [0] * 100
