"""Learning a model from the data at hand, without labels.

u comes from random pairs and frequencies; s and h come from the candidates by expectation-maximisation over the prior
in `comparisons.py`, which weighs as much as a few hundred pairs: it carries a small file and hardly touches a large
one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.features import Features
from zolal.engine.match.frequency import PRIOR_PAIRS, agreeing_pairs, bearers
from zolal.engine.match.model import Model, loglikelihoods
from zolal.engine.match.pairs import Floats, Levels, Pairs, Rows

PRIOR_MATCHES = 300.0
PRIOR_HOUSEHOLDS = 1_200.0
LEAST_RECORDS = 1_000
ROUNDS = 25
LEAST = 1e-9


def train(features: Features, comparisons: Sequence[Comparison], candidates: Pairs, *, weight: float = 1.0) -> Model:
    """Fit the classes to the candidates; each of them stands for `weight` pairs of the data."""
    agreeing = agreeing_pairs(features, comparisons)
    shares = _Shares(features.size)
    patterns, pattern_of, counts = _patterns(candidates.levels)
    counts *= weight
    prior = model = _prior(comparisons, agreeing.pairs, shares.given(0.2 * features.size, 0.05 * features.size))
    for _ in range(ROUNDS):
        same, household = _responsibilities(model, patterns)
        found = _tally(patterns, counts * same, agreeing.pairs.shape[1])
        housed = _tally(patterns, counts * household, agreeing.pairs.shape[1])
        model = replace(
            model,
            same=_maximised(found, prior.same, PRIOR_MATCHES),
            household=_maximised(housed, prior.household, PRIOR_HOUSEHOLDS),
            strangers=_log_rows(agreeing.strangers(found)),
            shares=shares.given(float(counts @ same), float(counts @ household)),
        )
    same, _ = _responsibilities(model, patterns)
    return replace(model, bearers=bearers(features, model, candidates, same[pattern_of], weight=weight))


def _prior(comparisons: Sequence[Comparison], agreeing: Floats, shares: Floats) -> Model:
    """What is expected before the candidates are seen; where a house tells nothing, its pairs are like strangers'."""
    strangers = _log_rows(agreeing)
    households = [
        comparison.household or np.exp(strangers[row, 1 : len(comparison.levels) + 1])
        for row, comparison in enumerate(comparisons)
    ]
    width = agreeing.shape[1]
    return Model(
        comparisons, _table([c.same for c in comparisons], width), _table(households, width), strangers, shares, {}
    )


def prior_rows(comparison: Comparison) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    """Log chances of a field's levels, from "missing" up, before any data: same, household, strangers."""
    width = len(comparison.levels) + 1
    same, household, strangers = (
        tuple(_table([weights], width)[0].tolist())
        for weights in (comparison.same, comparison.household or comparison.strangers, comparison.strangers)
    )
    return same, household, strangers


def shares_of(records: int) -> Floats:
    """The log shares of same, household and strangers expected among so many records."""
    return _Shares(records).given(0.2 * records, 0.05 * records)


def _table(rows: Sequence[Sequence[float] | Floats], width: int) -> Floats:
    """Rows of level weights as log probabilities; level 0 (missing) says nothing."""
    table = np.zeros((len(rows), width))
    for index, row in enumerate(rows):
        table[index, 1 : len(row) + 1] = row
    return _log_rows(table)


def _log_rows(weights: Floats) -> Floats:
    """Logarithms of each row's shares; a level that can't occur (weight 0) stays 0."""
    shares = weights / np.maximum(weights.sum(axis=1, keepdims=True), LEAST)
    return np.where(weights > 0, np.log(np.maximum(shares, LEAST)), 0.0)


@dataclass(frozen=True)
class _Shares:
    """The log shares of the classes among all pairs of `size` records, with a prior of their own.

    A file is expected to have a match for one record in five and a household for one in twenty; few records are not
    expected to match each other more often than a thousand would.
    """

    size: int

    def given(self, same: float, household: float) -> Floats:
        """The shares when so many matches and households were found."""
        pairs = self.size * (self.size - 1) / 2
        usual = 2 / max(self.size, LEAST_RECORDS)
        wanted = [same + 0.2 * usual * PRIOR_PAIRS, household + 0.05 * usual * PRIOR_PAIRS]
        parts = [min(part / (pairs + PRIOR_PAIRS), 1 / 3) for part in wanted]
        shares: Floats = np.log(np.array([*parts, 1 - sum(parts)]))
        return shares


def _patterns(levels: Levels) -> tuple[Levels, Rows, Floats]:
    """Distinct rows of levels, which of them each pair shows, and how many pairs show each."""
    base = int(levels.max(initial=0)) + 1
    codes = np.zeros(len(levels), dtype=np.int64)
    for column in range(levels.shape[1]):
        codes = codes * base + levels[:, column]
    _, first, pattern_of, counts = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
    return levels[first], pattern_of.astype(np.int64), counts.astype(np.float64)


def _responsibilities(model: Model, patterns: Levels) -> tuple[Floats, Floats]:
    """The chance of each pattern to be of the same person, and of a household."""
    joint = np.stack(loglikelihoods(model, patterns)) + model.shares[:, None]
    joint -= np.logaddexp.reduce(joint, axis=0)
    return np.exp(joint[0]), np.exp(joint[1])


def _tally(patterns: Levels, weights: Floats, width: int) -> Floats:
    """(fields, levels) sums of weights by level; level 0 is left out."""
    table = np.zeros((patterns.shape[1], width))
    for column in range(patterns.shape[1]):
        table[column] = np.bincount(patterns[:, column], weights=weights, minlength=width)
    table[:, 0] = 0
    return table


def _maximised(found: Floats, prior: Floats, weight: float) -> Floats:
    return _log_rows(np.where(prior < 0, found + weight * np.exp(prior), 0.0))
