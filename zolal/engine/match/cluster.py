"""From scored pairs to customers.

Connected components only divide the work: chained, they lose more accuracy than any comparison does. Inside a
component the two groups with the highest average score are joined, over and over, while it reaches the threshold. A
pair that was never a candidate counts in the average too, and records that must stay apart are never joined.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from zolal.engine.match.pairs import Floats, Rows

Score = Callable[[Rows, Rows], Floats]

BOUND = 12.0
"""Log odds are bounded here, so that no single pair outvotes all others of a group."""
PRIOR_ONCE = 0.3
"""The prior speaks against every pair of a group, though only one question is asked; this share of it is given back."""
LARGEST_COMPONENT = 400
APART = -1e9
TOGETHER = 1e5


@dataclass(frozen=True)
class Judge:
    """What the joining of groups needs to know."""

    threshold: float  # log odds
    prior: float  # log odds of any two records, negative
    score: Score  # log odds of any pairs; `APART` or less where they must not be joined


def cluster(size: int, left: Rows, right: Rows, logits: Floats, judge: Judge) -> Rows:
    """The customer of every record, as the first row that belongs to it.

    `left`, `right`, `logits` are the pairs worth joining (candidates with a fair chance).
    """
    owner = np.arange(size, dtype=np.int64)
    for members in _components(size, left, right, logits):
        firsts, seconds = _within(*members)
        _join(owner, members, judge.score(firsts, seconds), judge)
    return owner


def _components(size: int, left: Rows, right: Rows, logits: Floats) -> list[tuple[Rows, Rows, Rows]]:
    """Components as (rows, starts, sizes); those too large are taken apart again by their stronger pairs only."""
    found: list[tuple[Rows, Rows, Rows]] = []
    while len(left):
        label = connected(size, left, right)
        touched = np.unique(np.concatenate([left, right]))
        order = touched[np.argsort(label[touched], kind="stable")]
        starts = np.flatnonzero(np.append(True, label[order][1:] != label[order][:-1]))
        sizes = np.diff(np.append(starts, len(order)))
        fits = sizes <= LARGEST_COMPONENT
        kept = np.repeat(fits, sizes)
        found.append((order[kept], np.append(0, np.cumsum(sizes[fits]))[:-1], sizes[fits]))
        large = np.zeros(size, dtype=np.bool_)
        large[order[~kept]] = True
        rest = large[left]
        left, right, logits = left[rest], right[rest], logits[rest]
        if len(left):
            stronger = logits > np.quantile(logits, 0.25)
            if not stronger.any():
                # All are equally strong: nothing tells where to cut, so the rows are cut into pieces in their order.
                piece = np.empty(size, dtype=np.int64)
                piece[order] = (np.arange(len(order)) - np.repeat(starts, sizes)) // LARGEST_COMPONENT
                stronger = piece[left] == piece[right]
            left, right, logits = left[stronger], right[stronger], logits[stronger]
    return found


def connected(size: int, left: Rows, right: Rows) -> Rows:
    """The lowest row that each row is connected with, over any number of pairs."""
    label = np.arange(size, dtype=np.int64)
    while True:
        one, other = label[left], label[right]
        lowest = np.minimum(one, other)
        np.minimum.at(label, one, lowest)
        np.minimum.at(label, other, lowest)
        while not np.array_equal(shorter := label[label], label):
            label = shorter
        if np.array_equal(label[left], label[right]):
            return label


def _within(rows: Rows, starts: Rows, sizes: Rows) -> tuple[Rows, Rows]:
    """All pairs inside each component, component after component, each as the upper triangle row by row."""
    firsts, seconds = [], []
    position = np.arange(len(rows)) - np.repeat(starts, sizes)
    for distance in range(1, int(sizes.max(initial=1))):
        at = np.flatnonzero(position + distance < np.repeat(sizes, sizes))
        firsts.append(at)
        seconds.append(at + distance)
    if not firsts:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    order = np.lexsort((second, first))
    return rows[first[order]], rows[second[order]]


def _join(owner: Rows, members: tuple[Rows, Rows, Rows], scores: Floats, judge: Judge) -> None:
    """Write the owners of the components' rows; those in which every pair agrees need no linkage."""
    rows, starts, sizes = members
    pairs = sizes * (sizes - 1) // 2
    begins = np.append(0, np.cumsum(pairs))[:-1]
    if not len(pairs):
        return
    agreed = np.minimum.reduceat(scores, begins) >= judge.threshold
    first_of = np.repeat(np.minimum.reduceat(rows, starts), sizes)
    whole = np.repeat(agreed, sizes)
    owner[rows[whole]] = first_of[whole]
    for index in np.flatnonzero(~agreed & (sizes > 2)).tolist():
        component = rows[starts[index] : starts[index] + sizes[index]]
        for group in groups(int(sizes[index]), scores[begins[index] : begins[index] + pairs[index]], judge):
            owner[component[group]] = component[group].min()


def groups(count: int, scores: Floats, judge: Judge) -> list[list[int]]:
    """Average linkage over one component; `scores` is its upper triangle row by row."""
    sums = np.full((count, count), -np.inf)
    upper = np.triu_indices(count, 1)
    sums[upper] = np.where(
        scores <= APART, APART, np.where(scores >= TOGETHER, TOGETHER, np.clip(scores, -BOUND, BOUND))
    )
    sums = np.maximum(sums, sums.T)
    sizes = np.ones(count)
    found = {index: [index] for index in range(count)}
    while len(found) > 1:
        pairs = np.outer(sizes, sizes)
        linkage = sums / pairs - PRIOR_ONCE * judge.prior * (1 - 1 / pairs)
        best = int(np.argmax(linkage))
        into, gone = sorted(divmod(best, count))
        if linkage[into, gone] < judge.threshold:
            break
        found[into] += found.pop(gone)
        sizes[into] += sizes[gone]
        sums[into] += sums[gone]
        sums[:, into] = sums[into]
        sums[into, into] = sums[gone] = sums[:, gone] = -np.inf
    return [sorted(group) for group in found.values()]
