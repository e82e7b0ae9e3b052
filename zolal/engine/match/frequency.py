"""How often strangers agree, by field and by value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.features import Feature, Features
from zolal.engine.match.levels import compared
from zolal.engine.match.model import Model, agreements, shared_value
from zolal.engine.match.pairs import Floats, Pairs

RANDOM_PAIRS = 200_000
RANDOM_PAIRS_PER_RECORD = 50
PRIOR_PAIRS = 200_000.0
"""The prior of what strangers agree on weighs as much as so many pairs, that of a file of some 600 records …"""
PRIOR_PEOPLE, PRIOR_PEOPLE_OF_A_KEY = 25.0, 100.0
"""… and of so many people: a name that two of five records bear is not borne by two fifths of mankind."""
PRIOR_NEAR_PAIRS = 2_000.0
MOST_RECORDS = 4.0
"""How many records of one person there are at most, on average, among those that share a value that is no key: a name
that thirty rows bear is no person of thirty rows, a mobile may be."""
A_KEY = 1e-4
"""A value that strangers share less often than this is as good as a key."""
LEAST_NEAR = 0.3
"""Values are nearly equal at least this often by the prior: a sample of random pairs does not see what is rare."""
LEAST_STRANGERS = 0.02
"""Of the pairs that agree on a field, at least this share are strangers, whatever the candidates say."""


@dataclass(frozen=True)
class Agreeing:
    """How pairs of records spread over the levels, (fields, levels): those of the file, and those the prior adds.

    `matches` is how much of a match found among them is to be taken out again.
    """

    pairs: Floats
    matches: Floats

    def strangers(self, found: Floats) -> Floats:
        """The spread without the matches found; some of those who agree are strangers, whatever was found."""
        return np.maximum(self.pairs - found * self.matches, self.pairs * LEAST_STRANGERS)


def agreeing_pairs(features: Features, comparisons: Sequence[Comparison]) -> Agreeing:
    """Equality is counted by the frequencies, the rest by a sample of random pairs.

    How often values are *nearly* equal depends on the file (numbers may have been dealt out in a row), so there the
    prior gives way at once, and in a small file nearness is hardly held to be a match's.
    """
    random = np.random.default_rng(0)
    many = min(RANDOM_PAIRS, RANDOM_PAIRS_PER_RECORD * features.size)
    left, right = random.integers(0, features.size, (2, many))
    apart = left != right
    levels = compared(features, comparisons, left[apart], right[apart]).levels
    pairs = np.zeros((len(comparisons), max((len(c.levels) for c in comparisons), default=0) + 1))
    matches = np.ones_like(pairs)
    for column, comparison in enumerate(comparisons):
        top = len(comparison.levels)
        feature = features[comparison.field]
        prior = np.array(comparison.strangers) / sum(comparison.strangers)
        count = max(feature.filled * (feature.filled - 1) / 2, 1.0)
        sample = np.bincount(levels[:, column], minlength=top + 1)[1 : top + 1] + 0.05
        seen = sample / sample.sum() * count
        for level, name in agreements(features, comparison):
            seen[level - 1] = _sharing(features[name])
        if len(agreements(features, comparison)) > 1:
            seen[-2] = max(seen[-2] - seen[-1], 0.0)
        pairs[column, 1 : top + 1] = seen + PRIOR_PAIRS * prior
        scale = (count + PRIOR_PAIRS) / (count + PRIOR_NEAR_PAIRS)
        near = np.maximum((seen + PRIOR_NEAR_PAIRS * prior) * scale, LEAST_NEAR * prior * (count + PRIOR_PAIRS))
        pairs[column, 2:top] = near[1:-1]
        matches[column, 2:top] = scale * count / (count + PRIOR_NEAR_PAIRS)
    return Agreeing(pairs, matches)


def _sharing(feature: Feature) -> float:
    """How many pairs of records bear the same value."""
    return float((feature.counts * (feature.counts - 1.0) / 2).sum())


def bearers(features: Features, model: Model, pairs: Pairs, same: Floats, *, weight: float) -> dict[str, Floats]:
    """Log chance, for every value of the compared features, that a stranger bears it too.

    `pairs` are candidates, each for `weight` of them; `same` is the chance of each to be a match. c records with m
    matches among them are k = c² / (c + 2m) people, so k - 1 others bear the value. One seen with one person only may
    still be shared by someone unseen: as often as values of the field are shared on average.
    """
    found = {}
    for column, comparison in enumerate(model.comparisons):
        is_key = comparison.strangers[-1] <= A_KEY
        prior = PRIOR_PEOPLE_OF_A_KEY if is_key else PRIOR_PEOPLE
        both = pairs.levels[:, column] > 0
        for level, name in agreements(features, comparison):
            feature = features[name]
            agreeing = pairs.levels[:, column] >= level
            people = _people(feature, pairs[agreeing], same[agreeing], weight, is_key=is_key)
            everybody = max(feature.filled**2 / (feature.filled + 2 * weight * float(same[both].sum())), 2.0)
            usual = float(np.exp(model.strangers[column, level]))
            others = np.maximum(people - 1, 0) + min(usual * everybody, 1.0) + usual * prior
            found[name] = np.log(others / (everybody + prior))
    return found


def _people(feature: Feature, pairs: Pairs, same: Floats, weight: float, *, is_key: bool) -> Floats:
    """How many people bear each value, from the pairs that agree on one."""
    shared = shared_value(feature, pairs.left, pairs.right)
    agree = shared >= 0
    found = np.bincount(shared[agree], weights=same[agree], minlength=len(feature.values))
    matches: Floats = weight * found.astype(np.float64)
    all_pairs = np.maximum(feature.counts * (feature.counts - 1) / 2, 1)
    if is_key:
        # Of a large block only some pairs were compared; the others are like them.
        looked_at = weight * np.bincount(shared[agree], minlength=len(feature.values))
        matches *= np.maximum(all_pairs / np.maximum(looked_at, 1), 1)
    # A pair is no witness against itself: the one that is judged counts as a match.
    matches = matches + 1 - matches / all_pairs
    people = feature.counts**2 / (feature.counts + 2 * matches)
    return people if is_key else np.maximum(people, feature.counts / MOST_RECORDS)
