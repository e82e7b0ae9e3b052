"""Dealing is fair: everything once, nobody what they may not see, and nobody two more than somebody who could help."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.stewardship.dealing import Pool, deal

PEOPLE = range(6)
POOLS = st.lists(st.tuples(st.sets(st.sampled_from(PEOPLE)), st.integers(0, 30)), max_size=6)
ROOM = st.fixed_dictionaries({who: st.integers(0, 40) for who in PEOPLE})
KEPT = st.fixed_dictionaries({who: st.integers(0, 25) for who in PEOPLE})


def _pools(given_pools: list[tuple[set[int], int]]) -> list[Pool[tuple[int, int]]]:
    return [(who, [(place, number) for number in range(many)]) for place, (who, many) in enumerate(given_pools)]


@given(POOLS, ROOM, KEPT)
def test_everything_is_dealt_once_as_evenly_as_sight_and_room_allow(
    given_pools: list[tuple[set[int], int]], room: dict[int, int], kept: dict[int, int]
) -> None:
    pools = _pools(given_pools)
    mine = {who: [(-1 - who, number) for number in range(min(many, room[who]))] for who, many in kept.items()}

    dealt = deal(mine, pools, room)

    there = [item for _who, items in pools for item in items] + [item for items in mine.values() for item in items]
    assert Counter([*dealt.left, *(item for items in dealt.shares.values() for item in items)]) == Counter(there)
    load = {who: len(items) for who, items in dealt.shares.items()}
    assert all(load[who] <= room[who] for who in PEOPLE)
    for who, items in dealt.shares.items():
        assert set(mine[who]) <= set(items)
        for place, _number in set(items) - set(mine[who]):
            assert who in pools[place][0]
            for other in pools[place][0]:
                assert load[other] >= load[who] - 1 or load[other] == room[other]
    for place, _number in dealt.left:
        assert all(load[who] == room[who] for who in pools[place][0])


@pytest.mark.parametrize("people", [1, 2, 3, 7])
def test_where_everybody_sees_everything_loads_differ_by_at_most_one(people: int) -> None:
    dealt = deal({}, [(range(people), list(range(100)))], dict.fromkeys(range(people), 1_000))
    loads = sorted(len(items) for items in dealt.shares.values())
    assert sum(loads) == 100
    assert loads[-1] - loads[0] <= 1


def test_what_lies_side_by_side_goes_to_one() -> None:
    dealt = deal({}, [([1, 2], ["a1", "a2", "b1", "b2"])], {1: 9, 2: 9})
    assert dict(dealt.shares) == {1: ["a1", "a2"], 2: ["b1", "b2"]}


def test_what_only_one_sees_pushes_the_rest_to_others() -> None:
    both, mine = list(range(10)), list(range(10, 20))
    dealt = deal({}, [([1, 2], both), ([1], mine)], {1: 99, 2: 99})
    assert sorted(dealt.shares[1]) == mine
    assert sorted(dealt.shares[2]) == both


def test_chains_level_what_nobody_could_hand_over_directly() -> None:
    pools = [([1, 2], ["x"] * 2), ([2, 3], ["y"] * 2), ([1], ["z"] * 4)]
    dealt = deal({}, pools, {1: 99, 2: 99, 3: 99})
    assert {who: len(items) for who, items in dealt.shares.items()} == {1: 4, 2: 2, 3: 2}
