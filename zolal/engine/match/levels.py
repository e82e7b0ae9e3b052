"""The levels of all fields for many pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from zolal.engine.match.compare import SAME_SOUND, compare, lonely_names, parted_elsewhere, turned_round
from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.feature import Features
from zolal.engine.match.pairs import THREADS, Levels, Pairs, Rows, chunks

T = TypeVar("T")

CHUNK = 500_000
"""So many pairs are compared at once: enough that few pairs of values are compared in two chunks."""
FOLLOWS_FROM = {"province": "city"}
"""What follows from another field must not count twice."""


def compared(features: Features, comparisons: Sequence[Comparison], left: Rows, right: Rows) -> Pairs:
    """The pairs (left[i], right[i]) with the levels of every comparison."""
    levels = np.zeros((len(left), len(comparisons)), dtype=np.int8)

    def fill(part: slice) -> None:
        for column, comparison in enumerate(comparisons):
            levels[part, column] = compare(features, comparison.field, comparison.rule, left[part], right[part])
        settle(features, comparisons, left[part], right[part], levels[part])

    in_chunks(len(left), fill)
    return Pairs(left, right, levels)


def in_chunks(count: int, work: Callable[[slice], T]) -> list[T]:
    """What `work` gives for each part of so many pairs, on several threads where there are several parts."""
    parts = list(chunks(count, CHUNK))
    if len(parts) <= 1:
        return [work(part) for part in parts]
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, parts))


def settle(features: Features, comparisons: Sequence[Comparison], left: Rows, right: Rows, levels: Levels) -> None:
    """Correct levels in place by what one field says of another."""
    at = {comparison.field: column for column, comparison in enumerate(comparisons)}
    # Where nobody has one of the two names, nothing is known of both together.
    if "given" in at and "family" in at and "any_name" in features:
        pairs, slot, level = lonely_names(features, left, right)
        columns = np.array([at["given"], at["family"]])
        better = level > levels[pairs, columns[1 - slot]]
        levels[pairs[better], columns[1 - slot[better]]] = 0
        levels[pairs[better], columns[slot[better]]] = level[better]
        pairs, better, worse = turned_round(features, left, right)
        straight = levels[pairs][:, columns]
        turned = (straight[:, 1] < SAME_SOUND) & (better + worse > straight.sum(axis=1))
        # As they would be if they were turned back; the given name tells less, so it is the one that agrees better.
        levels[pairs[turned], at["given"]] = better[turned]
        levels[pairs[turned], at["family"]] = worse[turned]
        parted = parted_elsewhere(features, left, right)
        for name in ("given", "family"):
            levels[parted, at[name]] = SAME_SOUND
    for follower, leader in FOLLOWS_FROM.items():
        if follower in at and leader in at:
            levels[levels[:, at[leader]] > 0, at[follower]] = 0
