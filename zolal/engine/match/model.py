"""How likely two records are the same person: Fellegi and Sunter (1969) with a third class.

Besides *same* and *strangers* there are *household* pairs: two people who share a family name, an address, a telephone.
Without them a shared landline and address would outweigh two different given names.

With levels g of the fields, P(same | g) = π_s Π s(g) / (π_s Π s(g) + π_h Π h(g) + π_u Π u(g)).
u comes from random pairs; s and h from the candidates by expectation-maximisation over the prior in `comparisons.py`;
an agreement counts by how rare the value is (u is then its frequency).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from zolal.engine.match.compare import Levels, Rows, compare, turned_round
from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.features import Feature, Features

Floats = npt.NDArray[np.float64]

THREADS = 2  # numpy works outside the GIL; more threads would cost memory
RANDOM_PAIRS = 200_000
PRIOR_PAIRS = 300.0
ROUNDS = 25
LEAST = 1e-9
LEAST_STRANGERS = 0.02
SAME_SOUND = 4


@dataclass(frozen=True)
class Model:
    """Natural logarithms of the level probabilities, (fields, levels), of each class, and of the classes themselves."""

    comparisons: Sequence[Comparison]
    same: Floats
    household: Floats
    strangers: Floats
    shares: Floats  # log shares of same, household, strangers among all pairs
    bearers: Mapping[str, Floats]  # for each feature the log share of people (not records) who bear each value


def levels_of(features: Features, comparisons: Sequence[Comparison], left: Rows, right: Rows) -> Levels:
    """(pairs, fields) levels."""
    levels = np.zeros((len(left), len(comparisons)), dtype=np.int8)
    at = {comparison.field: column for column, comparison in enumerate(comparisons)}
    with ThreadPoolExecutor(THREADS) as pool:
        columns = pool.map(lambda c: compare(features, c.field, left, right, c.rule), comparisons)
        for column, found in enumerate(columns):
            levels[:, column] = found
    if "given" in at and "family" in at:
        turned = turned_round(features, left, right) & (levels[:, at["family"]] < SAME_SOUND)
        levels[np.ix_(turned, [at["given"], at["family"]])] = SAME_SOUND
    if "city" in at and "province" in at:
        levels[levels[:, at["city"]] > 0, at["province"]] = 0
    return levels


def train(
    features: Features, comparisons: Sequence[Comparison], levels: Levels, left: Rows, right: Rows, weight: float = 1.0
) -> Model:
    """Fit the classes to the candidates' levels; each stands for `weight` candidates."""
    agreeing = _agreeing_pairs(features, comparisons)
    strangers = _log_rows(agreeing)
    prior_same = _table([c.same for c in comparisons])
    prior_household = _table(
        [c.household or np.exp(strangers[i, 1 : len(c.levels) + 1]) for i, c in enumerate(comparisons)]
    )
    pairs = features.size * (features.size - 1) / 2
    patterns, pattern_of, counts = _patterns(levels)
    counts *= weight
    model = Model(
        comparisons,
        prior_same,
        prior_household,
        strangers,
        _shares(0.2 * features.size, 0.05 * features.size, pairs),
        {},
    )
    for _ in range(ROUNDS):
        same, household = _responsibilities(model, _loglikelihoods(model, patterns))
        found = _tally(patterns, counts * same, prior_same)
        model = Model(
            comparisons,
            _maximised(found, prior_same, PRIOR_PAIRS),
            _maximised(_tally(patterns, counts * household, prior_household), prior_household, PRIOR_PAIRS * 4),
            _log_rows(np.maximum(agreeing - found, agreeing * LEAST_STRANGERS)),
            _shares(float((counts * same).sum()) + 1, float((counts * household).sum()) + 1, pairs),
            {},
        )
    same, _ = _responsibilities(model, _loglikelihoods(model, patterns))
    return replace(
        model, bearers=_bearers(features, comparisons, model.strangers, same[pattern_of] * weight, left, right)
    )


def logits(model: Model, features: Features, levels: Levels, left: Rows, right: Rows) -> Floats:
    """Log odds that each pair is the same person, rare agreements weighing more."""
    same, household, strangers = _loglikelihoods(model, levels)
    for column, comparison in enumerate(model.comparisons):
        rarer = _rarer(model, features, column, levels, left, right)
        strangers += rarer
        if comparison.household is None:
            household += rarer
    return same + model.shares[0] - np.logaddexp(household + model.shares[1], strangers + model.shares[2])


def contributions(model: Model, features: Features, levels: Levels, left: Rows, right: Rows) -> Floats:
    """(pairs, fields) what each field adds to the log odds against strangers, or a household where that explains a pair best."""
    versus_household = np.zeros(levels.shape)
    versus_strangers = np.zeros(levels.shape)
    for column, comparison in enumerate(model.comparisons):
        same, household, strangers = (
            table[column][levels[:, column]] for table in (model.same, model.household, model.strangers)
        )
        rarer = _rarer(model, features, column, levels, left, right)
        versus_strangers[:, column] = same - strangers - rarer
        versus_household[:, column] = same - household - (rarer if comparison.household is None else 0)
    from_household = versus_household.sum(axis=1) - model.shares[1]
    from_strangers = versus_strangers.sum(axis=1) - model.shares[2]
    household_is_best = (from_household < from_strangers) & (from_household + model.shares[0] < 0)
    return np.where(household_is_best[:, None], versus_household, versus_strangers)


def _rarer(model: Model, features: Features, column: int, levels: Levels, left: Rows, right: Rows) -> Floats:
    """What the rarity of the value agreed on adds to the log chance of strangers; 0 where frequency says nothing."""
    at_level = levels[:, column]
    rarity = _rarity(model, features, model.comparisons[column], at_level, left, right)
    return np.where(np.isnan(rarity), 0.0, rarity - model.strangers[column][at_level])


def _tallied(features: Features, comparison: Comparison) -> list[tuple[int, str]]:
    """The levels at which a pair agrees on a value, and the feature that holds it."""
    top = len(comparison.levels)
    skeleton = f"{comparison.field}_skeleton"
    return [(top, comparison.field), *([(top - 1, skeleton)] if skeleton in features else [])]


def _rarity(
    model: Model, features: Features, comparison: Comparison, levels: npt.NDArray[np.int8], left: Rows, right: Rows
) -> Floats:
    """Log share of people with the value on which a pair agrees; NaN where frequency says nothing."""
    found = np.full(len(left), np.nan)
    for level, name in _tallied(features, comparison):
        at = np.flatnonzero(levels == level)
        shared = _shared_value(features[name], left[at], right[at])
        found[at] = np.where(shared >= 0, model.bearers[name][shared], np.nan)
    return found


def _bearers(
    features: Features, comparisons: Sequence[Comparison], strangers: Floats, same: Floats, left: Rows, right: Rows
) -> dict[str, Floats]:
    """Log chance that a stranger bears the value too.

    c records with m expected matches among them are k = c² / (c + 2m) people, so k - 1 others of all people bear it. A value
    seen with one person only may still be shared by someone unseen: as often as values of the field are shared on average.
    """
    bearers = {}
    likely = np.flatnonzero(same > 0.01)
    for column, comparison in enumerate(comparisons):
        for level, name in _tallied(features, comparison):
            feature = features[name]
            one, other = left[likely], right[likely]
            shared = _shared_value(feature, one, other)
            agree, both = shared >= 0, (feature.first[one] >= 0) & (feature.first[other] >= 0)
            matches = np.bincount(shared[agree], weights=same[likely][agree], minlength=len(feature.values))
            people = feature.counts**2 / (feature.counts + 2 * matches)
            all_people = max(feature.filled**2 / (feature.filled + 2 * same[likely][both].sum()), 2.0)
            unseen = min(float(np.exp(strangers[column, level])) * all_people, 1.0)
            bearers[name] = np.log((np.maximum(people - 1, 0) + unseen) / all_people)
    return bearers


def _shared_value(feature: Feature, left: Rows, right: Rows) -> npt.NDArray[np.int64]:
    """The code both records bear, -1 where none is the same."""
    one, other = feature.codes[left], feature.codes[right]
    shared = np.full(len(left), -1, dtype=np.int64)
    for slot in range(one.shape[1]):
        value = one[:, slot]
        shared = np.where((value >= 0) & (other == value[:, None]).any(axis=1), value, shared)
    return shared


def _agreeing_pairs(features: Features, comparisons: Sequence[Comparison]) -> Floats:
    """(fields, levels) how many of all pairs stand at each level; equality from the frequencies, the rest from a sample."""
    random = np.random.default_rng(0)
    left, right = random.integers(0, features.size, (2, min(RANDOM_PAIRS, 50 * features.size)))
    distinct = left != right
    levels = levels_of(features, comparisons, left[distinct], right[distinct])
    table = np.zeros((len(comparisons), max(len(c.levels) for c in comparisons) + 1))
    for column, comparison in enumerate(comparisons):
        top = len(comparison.levels)
        feature = features[comparison.field]
        pairs = max(feature.filled * (feature.filled - 1) / 2, 1.0)
        sample = np.bincount(levels[:, column], minlength=top + 1)[1 : top + 1] + 0.05
        table[column, 1 : top + 1] = sample / sample.sum() * pairs
        table[column, top] = max(float((feature.counts * (feature.counts - 1.0) / 2).sum()), 0.5)
    return table


def _table(rows: Sequence[Sequence[float] | Floats]) -> Floats:
    """Rows of level weights as log probabilities; level 0 (missing) says nothing."""
    table = np.zeros((len(rows), max((len(row) for row in rows), default=0) + 1))
    for index, row in enumerate(rows):
        table[index, 1 : len(row) + 1] = row
    return _log_rows(table)


def _log_rows(weights: Floats) -> Floats:
    shares = weights / weights.sum(axis=1, keepdims=True)
    return np.where(weights > 0, np.log(np.maximum(shares, LEAST)), 0.0)


def _shares(same: float, household: float, pairs: float) -> Floats:
    same, household = min(same, pairs / 3), min(household, pairs / 3)
    return np.log(np.array([same, household, max(pairs - same - household, 1.0)]) / pairs)


def _patterns(levels: Levels) -> tuple[Levels, Rows, Floats]:
    """Distinct rows of levels, which of them each pair shows, and how many pairs show each."""
    base = int(levels.max(initial=0)) + 1
    codes = np.zeros(len(levels), dtype=np.int64)
    for column in range(levels.shape[1]):
        codes = codes * base + levels[:, column]
    _, first, pattern_of, counts = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
    return levels[first], pattern_of.astype(np.int64), counts.astype(np.float64)


def _loglikelihoods(model: Model, levels: Levels) -> tuple[Floats, Floats, Floats]:
    totals = [np.zeros(len(levels)) for _ in range(3)]
    for column in range(levels.shape[1]):
        for total, table in zip(totals, (model.same, model.household, model.strangers), strict=True):
            total += table[column][levels[:, column]]
    return totals[0], totals[1], totals[2]


def _responsibilities(model: Model, likelihoods: tuple[Floats, Floats, Floats]) -> tuple[Floats, Floats]:
    joint = np.stack(likelihoods) + model.shares[:, None]
    joint -= np.logaddexp.reduce(joint, axis=0)
    return np.exp(joint[0]), np.exp(joint[1])


def _tally(patterns: Levels, weights: Floats, like: Floats) -> Floats:
    """(fields, levels) sums of weights by level; level 0 is left out."""
    table = np.zeros_like(like)
    for column in range(patterns.shape[1]):
        table[column] = np.bincount(patterns[:, column], weights=weights, minlength=like.shape[1])
    table[:, 0] = 0
    return table


def _maximised(found: Floats, prior: Floats, prior_pairs: float) -> Floats:
    return _log_rows(np.where(prior < 0, found + prior_pairs * np.exp(prior), 0.0))
