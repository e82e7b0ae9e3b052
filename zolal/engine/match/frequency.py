"""How often strangers agree, by field and by value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.features import Features
from zolal.engine.match.levels import compared
from zolal.engine.match.model import Model, agreements, shared_value
from zolal.engine.match.pairs import Floats, Pairs

RANDOM_PAIRS = 200_000
RANDOM_PAIRS_PER_RECORD = 50
PRIOR_PAIRS = 200_000.0
"""The prior of what strangers agree on weighs as much as so many pairs, that of a file of some 600 records …"""
PRIOR_PEOPLE = 100.0
"""… and of so many people: a name that two of five records bear is not borne by two fifths of mankind."""
HARDLY = 0.01
"""Pairs less likely than this add nothing worth counting."""


def agreeing_pairs(features: Features, comparisons: Sequence[Comparison]) -> Floats:
    """(fields, levels) how many of all pairs stand at each level, and of those that the prior adds.

    Equality is counted by the frequencies, the rest by a sample.
    """
    random = np.random.default_rng(0)
    many = min(RANDOM_PAIRS, RANDOM_PAIRS_PER_RECORD * features.size)
    left, right = random.integers(0, features.size, (2, many))
    apart = left != right
    levels = compared(features, comparisons, left[apart], right[apart]).levels
    table = np.zeros((len(comparisons), max((len(c.levels) for c in comparisons), default=0) + 1))
    for column, comparison in enumerate(comparisons):
        top = len(comparison.levels)
        feature = features[comparison.field]
        sample = np.bincount(levels[:, column], minlength=top + 1)[1 : top + 1] + 0.05
        table[column, 1 : top + 1] = sample / sample.sum() * max(feature.filled * (feature.filled - 1) / 2, 1.0)
        table[column, top] = float((feature.counts * (feature.counts - 1.0) / 2).sum())
        table[column, 1 : top + 1] += PRIOR_PAIRS * np.array(comparison.strangers) / sum(comparison.strangers)
    return table


def bearers(features: Features, model: Model, pairs: Pairs, same: Floats) -> dict[str, Floats]:
    """Log chance, for every value of the compared features, that a stranger bears it too.

    `same` is how many matches each pair stands for. c records with m matches among them are k = c² / (c + 2m) people,
    so k - 1 others bear the value. One seen with one person only may still be shared by someone unseen: as often as
    values of the field are shared on average.
    """
    likely = np.flatnonzero(same > HARDLY)
    pairs, same = pairs[likely], same[likely]
    found = {}
    for column, comparison in enumerate(model.comparisons):
        for level, name in agreements(features, comparison):
            feature = features[name]
            shared = shared_value(feature, pairs.left, pairs.right)
            agree = shared >= 0
            both = (feature.first[pairs.left] >= 0) & (feature.first[pairs.right] >= 0)
            seen = np.bincount(shared[agree], weights=same[agree], minlength=len(feature.values))
            # A pair is no witness against itself: the one that is judged counts as a match here.
            matches = seen + 1.0 - seen / np.maximum(feature.counts * (feature.counts - 1) / 2, 1)
            people = feature.counts**2 / (feature.counts + 2 * matches)
            everybody = max(feature.filled**2 / (feature.filled + 2 * float(same[both].sum())), 2.0)
            usual = float(np.exp(model.strangers[column, level]))
            others = np.maximum(people - 1, 0) + min(usual * everybody, 1.0) + usual * PRIOR_PEOPLE
            found[name] = np.log(others / (everybody + PRIOR_PEOPLE))
    return found
