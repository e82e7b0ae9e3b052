"""How often strangers agree, by field and by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from zolal.engine.match.bearing import Bearing, bearing
from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.levels import compared
from zolal.engine.match.many_names import people_at_least, strangers_at_least
from zolal.engine.match.model import Model, agreements, shared_value, usual
from zolal.engine.match.pairs import Floats, Pairs, Rows

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

    `matches` is how much of a match found among them is to be taken out again; `least` of them are strangers' for
    certain.
    """

    pairs: Floats
    matches: Floats
    least: Floats

    def strangers(self, found: Floats) -> Floats:
        """The spread without the matches found; some of those who agree are strangers, whatever was found."""
        return np.maximum(self.pairs - found * self.matches, np.maximum(self.pairs * LEAST_STRANGERS, self.least))


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
    matches, least = np.ones_like(pairs), np.zeros_like(pairs)
    for column, comparison in enumerate(comparisons):
        top = len(comparison.levels)
        feature = features[comparison.field]
        prior = np.array(comparison.strangers) / sum(comparison.strangers)
        count = max(feature.filled * (feature.filled - 1) / 2, 1.0)
        sample = np.bincount(levels[:, column], minlength=top + 1)[1 : top + 1] + 0.05
        seen = sample / sample.sum() * count
        for level, name in agreements(features, comparison):
            seen[level - 1] = _sharing(features[name])
            # What is certain needs no prior: it holds for as many pairs as are counted altogether.
            least[column, level] = strangers_at_least(features, name) * (count + PRIOR_PAIRS) / count
        if len(agreements(features, comparison)) > 1:
            seen[-2] = max(seen[-2] - seen[-1], 0.0)
        pairs[column, 1 : top + 1] = seen + PRIOR_PAIRS * prior
        scale = (count + PRIOR_PAIRS) / (count + PRIOR_NEAR_PAIRS)
        near = np.maximum((seen + PRIOR_NEAR_PAIRS * prior) * scale, LEAST_NEAR * prior * (count + PRIOR_PAIRS))
        pairs[column, 2:top] = near[1:-1]
        matches[column, 2:top] = scale * count / (count + PRIOR_NEAR_PAIRS)
    return Agreeing(pairs, matches, least)


def bearings(features: Features, comparisons: Sequence[Comparison], owner: Rows) -> dict[str, Bearing]:
    """Who bears the values on which pairs may agree; `owner` is who each record is taken to belong to."""
    names = {name for comparison in comparisons for _, name in agreements(features, comparison)}
    return {name: bearing(features[name], owner) for name in names}


def agreeing_people(
    agreeing: Agreeing, features: Features, comparisons: Sequence[Comparison], borne: Mapping[str, Bearing]
) -> Agreeing:
    """Equality counted by the frequencies of values among people, who bear them so.

    There is nothing to take out again: nobody is a stranger to themselves.
    """
    pairs = agreeing.pairs.copy()
    for column, comparison in enumerate(comparisons):
        prior = np.array(comparison.strangers) / sum(comparison.strangers)
        feature = features[comparison.field]
        count = max(feature.filled * (feature.filled - 1) / 2, 1.0)
        finer = 0.0
        for level, name in agreements(features, comparison):
            found, least = borne[name], people_at_least(features, name)
            together = float(np.maximum(found.pairs, least * (least - 1) / 2).sum())
            everybody = max(found.everybody, 2.0)
            shared = together / (everybody * (everybody - 1) / 2) * count
            pairs[column, level] = max(shared - finer, 0.0) + PRIOR_PAIRS * prior[level - 1]
            finer = shared
    return Agreeing(pairs, np.zeros_like(pairs), agreeing.least)


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
        both = pairs.levels[:, column] > 0
        for level, name in agreements(features, comparison):
            feature = features[name]
            agreeing = pairs.levels[:, column] >= level
            is_key = _is_key(comparison)
            people = _people(feature, pairs[agreeing], same[agreeing], weight, is_key=is_key)
            people = np.maximum(people, people_at_least(features, name))
            everybody = feature.filled**2 / (feature.filled + 2 * weight * float(same[both].sum()))
            found[name] = _log_chances(
                people - 1, everybody, usual(comparison, model.strangers[column], level), is_key=is_key
            )
    return found


def bearers_of(features: Features, model: Model, borne: Mapping[str, Bearing]) -> dict[str, Floats]:
    """The same, counted in people, who bear them so."""
    found = {}
    for column, comparison in enumerate(model.comparisons):
        for level, name in agreements(features, comparison):
            others = np.maximum(borne[name].others, people_at_least(features, name) - 1)
            found[name] = _log_chances(
                others,
                borne[name].everybody,
                usual(comparison, model.strangers[column], level),
                is_key=_is_key(comparison),
            )
    return found


def _is_key(comparison: Comparison) -> bool:
    return comparison.strangers[-1] <= A_KEY


def _log_chances(others: Floats, everybody: float, of_any: float, *, is_key: bool) -> Floats:
    """Log chance for every value that a stranger bears it, of how many others bear it and how many bear any."""
    prior = PRIOR_PEOPLE_OF_A_KEY if is_key else PRIOR_PEOPLE
    most = max(everybody, 2.0)
    chance = float(np.exp(of_any))
    found: Floats = np.log((np.maximum(others, 0) + min(chance * most, 1.0) + chance * prior) / (most + prior))
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
