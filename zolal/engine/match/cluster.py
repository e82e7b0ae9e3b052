"""From scored pairs to customers.

Connected components only divide the work: chained, they lose more accuracy than any comparison does. Inside a component
the two groups that fit best are joined, over and over, while the odds reach the threshold. The odds of two groups come
from what their records say of each field, mostly the best of it, partly the mean: what one record leaves out another
one tells, a bridge between two strangers is not enough, and the prior counts once. A pair that was never a candidate
counts too, and records that must stay apart are never joined.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from zolal.engine.match.pairs import THREADS, Floats, Rows, by_number, chunks, fresh

LARGEST_COMPONENT = 200
CELLS = 40_000
"""So many pairs of groups are at hand at once."""
LOTS = 4
"""So many parts of the components are joined side by side, two at a time."""
BEST = 0.8
"""How much, usually, the best that any two records of two groups say counts, against the mean of all that is said."""
APART = -1e9
TOGETHER = 1e5


@dataclass(frozen=True)
class Evidence:
    """What speaks for each of some pairs being one customer.

    fields: (pairs, alternatives, fields) log odds against each other explanation of the pair; -inf where a field is
    missing. decided: `APART` or `TOGETHER` where a rule or a person has spoken, else 0.
    """

    fields: npt.NDArray[np.float32]
    decided: Floats


@dataclass(frozen=True)
class Judge:
    """What the joining of groups needs to know."""

    threshold: float  # log odds
    priors: Floats  # log odds of any two records against each alternative
    evidence: Callable[[Rows, Rows], Evidence]
    best: float = BEST

    def odds(self, fields: npt.NDArray[np.floating]) -> Floats:
        """Log odds of (…, alternatives, fields): the prior and the sum of the fields, against all alternatives."""
        against = self.priors + np.where(np.isneginf(fields), 0.0, fields).sum(axis=-1)
        odds: Floats = -np.logaddexp.reduce(-against, axis=-1)
        return odds


def cluster(size: int, left: Rows, right: Rows, logits: Floats, judge: Judge) -> Rows:
    """The customer of every record, as the first row that belongs to it.

    `left`, `right`, `logits` are the pairs worth joining (candidates with a fair chance).
    """
    owner = np.arange(size, dtype=np.int64)

    def join(members: tuple[Rows, Rows, Rows]) -> None:
        _join(owner, members, judge)

    for found in _components(size, left, right, logits):
        with ThreadPoolExecutor(THREADS) as pool:
            # Each component has rows of its own.
            list(pool.map(join, _shared_out(*found)))
    return owner


def _shared_out(rows: Rows, starts: Rows, sizes: Rows) -> list[tuple[Rows, Rows, Rows]]:
    """Components in a few lots of about as many pairs each."""
    pairs = np.cumsum(sizes * (sizes - 1) // 2)
    wanted = np.arange(1, LOTS) * (pairs[-1] if len(pairs) else 0) // LOTS
    cuts = [0, *np.searchsorted(pairs, wanted, side="right").tolist(), len(sizes)]
    lots = []
    for first, last in pairwise(cuts):
        if first < last:
            begin, end = starts[first], starts[last - 1] + sizes[last - 1]
            lots.append((rows[begin:end], starts[first:last] - begin, sizes[first:last]))
    return lots


def joined(size: int, members: tuple[Rows, Rows, Rows], judge: Judge) -> Rows:
    """The customer of every record, joined inside components (rows, starts, sizes) of which all pairs count."""
    owner = np.arange(size, dtype=np.int64)
    _join(owner, members, judge)
    return owner


def _components(size: int, left: Rows, right: Rows, logits: Floats) -> list[tuple[Rows, Rows, Rows]]:
    """Components as (rows, starts, sizes); those too large are taken apart again by their stronger pairs only."""
    found: list[tuple[Rows, Rows, Rows]] = []
    while len(left):
        label = connected(size, left, right)
        paired = np.zeros(size, dtype=np.bool_)
        paired[left] = paired[right] = True
        touched = np.flatnonzero(paired)
        labels, order = by_number(label[touched], touched, size)
        starts = np.flatnonzero(fresh(labels))
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
    first, second = by_number(np.concatenate(firsts), np.concatenate(seconds), len(rows))
    return rows[first], rows[second]


def _join(owner: Rows, members: tuple[Rows, Rows, Rows], judge: Judge) -> None:
    """Write the owners of the components' rows; those in which every pair agrees need no linkage."""
    rows, starts, sizes = members
    evidence = judge.evidence(*_within(*members))
    pairs = sizes * (sizes - 1) // 2
    begins = np.append(0, np.cumsum(pairs))[:-1]
    if not len(pairs):
        return
    scores = np.where(evidence.decided == 0, judge.odds(evidence.fields), evidence.decided)
    agreed = np.minimum.reduceat(scores, begins) >= judge.threshold
    first_of = np.repeat(np.minimum.reduceat(rows, starts), sizes)
    whole = np.repeat(agreed, sizes)
    owner[rows[whole]] = first_of[whole]
    rest = np.flatnonzero(~agreed & (sizes > 2))
    for size in np.unique(sizes[rest]).tolist():
        # Components of one size are joined side by side, step by step: most are small, and there are many.
        alike = rest[sizes[rest] == size]
        for part in chunks(len(alike), max(1, CELLS // size**2)):
            component = rows[starts[alike[part], None] + np.arange(size)]
            between = begins[alike[part], None] + np.arange(size * (size - 1) // 2)
            lowest = groups(size, Evidence(evidence.fields[between], evidence.decided[between]), judge)
            owner[component] = np.take_along_axis(component, lowest, axis=1)


def groups(size: int, evidence: Evidence, judge: Judge) -> Rows:
    """(components, size) the first member of the group of each member, of components of one size.

    `evidence` is (components, pairs, …), the pairs of each as the upper triangle row by row.
    """
    said = _Said.of(size, evidence.fields)
    decided = _square(size, evidence.decided, 0.0)
    linkage = np.where(decided == 0, judge.odds(said.altogether((slice(None),), judge.best)), decided)
    linkage[:, np.arange(size), np.arange(size)] = -np.inf
    first = np.tile(np.arange(size), (len(linkage), 1))
    going = np.arange(len(linkage))
    while True:
        best = linkage[going].reshape(len(going), -1).argmax(axis=1)
        into, gone = np.sort(np.divmod(best, size), axis=0)
        fit = linkage[going, into, gone] >= judge.threshold
        going, into, gone = going[fit], into[fit], gone[fit]
        if not len(going):
            return first
        first[going] = np.where(first[going] == gone[:, None], into[:, None], first[going])
        said.unite(going, into, gone)
        decided[going, into] = decided[going, :, into] = _united(decided[going, into], decided[going, gone])
        linkage[going, gone] = linkage[going, :, gone] = -np.inf
        told = decided[going, into]
        row = np.where(told == 0, judge.odds(said.altogether((going, into), judge.best)), told)
        row[np.isneginf(linkage[going, into])] = -np.inf
        linkage[going, into] = linkage[going, :, into] = row


@dataclass(frozen=True)
class _Said:
    """What the records of each two groups say of each field: (components, groups, groups, alternatives, fields)."""

    best: Floats
    total: Floats
    times: Floats

    @classmethod
    def of(cls, size: int, fields: npt.NDArray[np.float32]) -> _Said:
        best = _square(size, fields, -np.inf)
        told = ~np.isneginf(best)
        return cls(best, np.where(told, best, 0.0), told.astype(np.float64))

    def altogether(self, of: tuple[slice] | tuple[Rows, Rows], weight: float) -> Floats:
        """What groups and each other one say, mostly the best of it; -inf where they say nothing."""
        mean = self.total[of] / np.maximum(self.times[of], 1)
        return weight * self.best[of] + (1 - weight) * mean

    def unite(self, at: Rows, into: Rows, gone: Rows) -> None:
        self.best[at, into] = self.best[at, :, into] = np.maximum(self.best[at, into], self.best[at, gone])
        self.total[at, into] = self.total[at, :, into] = self.total[at, into] + self.total[at, gone]
        self.times[at, into] = self.times[at, :, into] = self.times[at, into] + self.times[at, gone]


def _square(size: int, triangle: npt.NDArray[np.floating], otherwise: float) -> Floats:
    """Upper triangles, row by row, as symmetric matrices."""
    matrix = np.full((len(triangle), size, size, *triangle.shape[2:]), otherwise)
    upper, lower = np.triu_indices(size, 1)
    matrix[:, upper, lower] = matrix[:, lower, upper] = triangle
    return matrix


def _united(one: Floats, other: Floats) -> Floats:
    """What is decided of two groups together: apart wins."""
    return np.where(np.minimum(one, other) <= APART, APART, np.maximum(one, other))
