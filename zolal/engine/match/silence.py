"""Whether records tell a field at all, where that says something of who they are.

Some have no employer, so none of their records tells one; whoever has one is mostly entered with it. That one record
tells the field and the other does not speaks then against their being one person, and that neither does speaks for
it. This is learnt of one field at most, the one of which it says most: a record that is filled in badly lacks several
fields for one reason, which must not count twice. Strangers and households tell a field or not without regard to each
other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.levels import FOLLOWS_FROM
from zolal.engine.match.namesakes import NAMES, place_of
from zolal.engine.match.pairs import Floats, Pairs, Rows

NEITHER, ONE, BOTH = range(3)
PRIOR_PAIRS = 200.0
"""That silence says nothing weighs as much as so many pairs of one person."""
FARTHEST = 3.0
"""Silence must not rule a match out, nor make one: it adds so much at most to the log odds."""
LEAST_TOLD = 0.03
"""So much at least must silence add to the log odds of a match on average: where records are simply not filled in it
adds less than a hundredth, whatever brought them together."""
LEAST_EVIDENCE = 20.0
"""And so much to those of all matches together, or it may be chance."""


@dataclass(frozen=True, slots=True)
class Silence:
    """What is added to the log chance of pairs of one person of whom `one` record alone, or `neither`, tells a field.

    What is added where both tell it is part of the chances of its levels.
    """

    field: str
    one: float
    neither: float

    def rounded(self) -> Silence:
        """The same to six digits."""
        return Silence(self.field, round(self.one, 6), round(self.neither, 6))

    def by(self, tellers: int) -> float:
        """What is added where so many of two records tell the field."""
        return (self.neither, self.one, 0.0)[tellers]

    @property
    def adds(self) -> Floats:
        """The same for no, one and both records."""
        return np.array([self.by(count) for count in range(BOTH + 1)])

    def of(self, comparisons: Sequence[Comparison], features: Features, pairs: Pairs) -> Floats:
        """What is added for each of the pairs."""
        column = place_of(comparisons, self.field)
        if column is None:
            return np.full(len(pairs), self.neither)
        found = np.zeros(len(pairs))
        at = np.flatnonzero(pairs.levels[:, column] == 0)
        feature = features[self.field]
        found[at] = self.adds[tellers(feature, pairs.left[at], pairs.right[at])]
        return found


def tellers(feature: Feature, left: Rows, right: Rows) -> Rows:
    """How many of the two records of each pair tell a feature."""
    one, other = (feature.first.take(rows) >= 0 for rows in (left, right))
    return one.astype(np.int64) + other


@dataclass(frozen=True)
class SilencePatterns:
    """column: that of the field. told: how many records of the pairs of each pattern tell it. strangers: the log shares
    of pairs of strangers by how many tell it."""

    column: int
    field: str
    told: Rows
    strangers: Floats

    def lifts(self, same: Floats) -> Floats:
        """What is added by how many tell it, from how many pairs of the same person show each pattern."""
        return _lifts(np.bincount(self.told, weights=same, minlength=3).astype(np.float64), self.strangers)


def most_telling(features: Features, comparisons: Sequence[Comparison], pairs: Pairs, same: Floats) -> int | None:
    """The column of the field of which silence says most, of pairs and the chance of each to be a match; None where it
    says nothing of any."""
    likely = np.flatnonzero(same >= 0.5)
    left, right, weights = pairs.left[likely], pairs.right[likely], same[likely]
    matches = float(weights.sum())
    if not matches:
        return None
    best, told_by_best = None, max(LEAST_TOLD, LEAST_EVIDENCE / matches)
    for column, comparison in enumerate(comparisons):
        if comparison.field in (*NAMES, *FOLLOWS_FROM):
            continue
        feature = features[comparison.field]
        strangers = of_strangers(feature)
        shares = np.bincount(tellers(feature, left, right), weights=weights, minlength=3).astype(np.float64)
        told = float(shares @ _lifts(shares, strangers)) / matches
        if told > told_by_best:
            best, told_by_best = column, told
    return best


def of_strangers(feature: Feature) -> Floats:
    """The log shares of pairs of strangers by how many tell a feature."""
    told = float((feature.first >= 0).mean())
    share = min(max(told, 1e-3), 1 - 1e-3)
    return np.log([(1 - share) ** 2, 2 * share * (1 - share), share**2])


def _lifts(same: Floats, strangers: Floats) -> Floats:
    weights = same + PRIOR_PAIRS * np.exp(strangers)
    found: Floats = np.clip(np.log(weights / weights.sum()) - strangers, -FARTHEST, FARTHEST)
    return found


def finer(pattern_of: Rows, told: Rows) -> tuple[Rows, Rows, Rows, Rows]:
    """Patterns divided by how many tell a field: of each the pattern it comes from and how many do, which of them each
    pair shows, and how many pairs show each."""
    codes = pattern_of * 3 + told
    counts = np.bincount(codes)
    shown = np.flatnonzero(counts)
    place = np.zeros(len(counts), dtype=np.int64)
    place[shown] = np.arange(len(shown))
    return *np.divmod(shown, 3), place[codes], counts[shown]
