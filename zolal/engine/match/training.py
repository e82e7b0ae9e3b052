"""Learning a model from the data at hand, without labels.

u comes from random pairs and frequencies; s and h come from the candidates by expectation-maximisation over the prior
in `comparisons.py`, which weighs as much as a few hundred pairs: it carries a small file and hardly touches a large
one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from zolal.engine.match.cluster import connected
from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.feature import Features
from zolal.engine.match.frequency import Agreeing, agreeing_pairs, agreeing_people, bearers, bearers_of
from zolal.engine.match.identifiers import two_people
from zolal.engine.match.model import Model, by_namesake, logits, loglikelihoods, otherwise
from zolal.engine.match.namesakes import NAMES, EmailsOfNamesakes, names_lift, place_of
from zolal.engine.match.pairs import Floats, Levels, Pairs, Rows

PRIOR_MATCHES = 100.0
PRIOR_HOUSEHOLDS = 300.0
PRIOR_SHARES = 20_000.0
"""What is expected of a file's matches weighs as much as so many pairs, those of some 200 records."""
LEAST_RECORDS = 1_000
ROUNDS = 25
REFINEMENTS, ROUNDS_OF_REFINING = 2, 12
REFINEMENTS_OF_MANY = 1
"""Where the likely pairs have to be looked for anew each time."""
LEAST = 1e-9


def train(
    features: Features,
    comparisons: Sequence[Comparison],
    candidates: Pairs,
    *,
    weight: float = 1.0,
    likely: Callable[[Model], Pairs] | None = None,
) -> Model:
    """Fit the classes to the candidates; each of them stands for `weight` pairs of the data.

    All pairs that are rather the same than not tell which records belong together; then values are counted in people
    anew, and the classes are fitted to that. They are among the candidates, or else what `likely` gives of a model.
    """
    agreeing = agreeing_pairs(features, comparisons)
    learning = _Learning.of(features, comparisons, candidates, weight)
    model = learning.fitted(learning.start(agreeing), agreeing, ROUNDS)
    same = learning.same(model)
    model = replace(model, bearers=bearers(features, model, candidates, same, weight=weight))
    for _ in range(REFINEMENTS if likely is None else REFINEMENTS_OF_MANY):
        owner = _people(features, candidates if likely is None else likely(model), model)
        people = agreeing_people(agreeing, features, comparisons, owner)
        model = learning.fitted(model, people, ROUNDS_OF_REFINING, matches=_pairs_of(owner))
        model = replace(model, bearers=bearers_of(features, model, owner))
    return model


def _people(features: Features, candidates: Pairs, model: Model) -> Rows:
    """Who each record belongs to, as far as single pairs tell: those that are rather the same than not."""
    likely = logits(model, features, candidates) >= 0
    likely &= ~two_people(features, candidates.left, candidates.right)
    return connected(features.size, candidates.left[likely], candidates.right[likely])


def _pairs_of(owner: Rows) -> float:
    """How many pairs of records have the same owner."""
    sizes = np.bincount(owner).astype(np.float64)
    return float((sizes * (sizes - 1) / 2).sum())


@dataclass(frozen=True)
class _Learning:
    """The candidates as patterns of levels, which of them each pair shows, and how many pairs show each."""

    comparisons: Sequence[Comparison]
    patterns: Levels
    pattern_of: Rows
    counts: Floats
    shares: _Shares
    emails: EmailsOfNamesakes | None

    @classmethod
    def of(cls, features: Features, comparisons: Sequence[Comparison], candidates: Pairs, weight: float) -> _Learning:
        patterns, pattern_of, counts = _patterns(candidates.levels)
        emails = EmailsOfNamesakes.of(features, comparisons, patterns)
        return cls(comparisons, patterns, pattern_of, counts * weight, _Shares(features.size), emails)

    def start(self, agreeing: Agreeing) -> Model:
        """What is expected before the candidates are seen."""
        size = self.shares.size
        return _prior(self.comparisons, agreeing.pairs, self.shares.given(0.2 * size, 0.05 * size))

    def same(self, model: Model) -> Floats:
        """The chance of every candidate to be a match, by its levels alone."""
        found: Floats = _responsibilities(model, self.patterns)[0][self.pattern_of]
        return found

    def fitted(self, model: Model, agreeing: Agreeing, rounds: int, *, matches: float = 0.0) -> Model:
        """The model after some rounds of expectation-maximisation; there are at least so many `matches`."""
        prior = self.start(agreeing)
        width = agreeing.pairs.shape[1]
        follows = np.array([comparison.household is None for comparison in self.comparisons], dtype=np.bool_)
        for _ in range(rounds):
            same, household = (self.counts * chance for chance in _responsibilities(model, self.patterns))
            found = _tally(self.patterns, same, width)
            strangers = _log_rows(agreeing.strangers(found))
            houses = _maximised(_tally(self.patterns, household, width), prior.household, PRIOR_HOUSEHOLDS)
            # What a house tells nothing of stays as it is among strangers, or namesakes would pass for households.
            houses[follows] = strangers[follows]
            model = replace(
                model,
                same=_maximised(found, prior.same, PRIOR_MATCHES),
                household=houses,
                strangers=strangers,
                shares=self.shares.given(max(float(same.sum()), matches), float(household.sum())),
                emails=self._emails(same, self.counts - same - household, strangers),
            )
            model = replace(model, names=self._names(model, same))
        return model

    def _emails(self, same: Floats, strangers: Floats, among_all: Floats) -> Floats | None:
        if self.emails is None:
            return None
        return self.emails.chances(self.patterns, strangers, same, among_all[self.emails.column])

    def _names(self, model: Model, same: Floats) -> Floats | None:
        given, family = (place_of(self.comparisons, name) for name in NAMES)
        if given is None or family is None:
            return None
        width = model.same.shape[1]
        pairs = self.patterns[:, family].astype(np.int64) * width + self.patterns[:, given]
        together = np.bincount(pairs, weights=same, minlength=width**2).astype(np.float64)
        spelled = otherwise(self.comparisons[given], model.strangers[given])
        return names_lift(together.reshape(width, width), model.same[given], spelled)


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
        wanted = [same + 0.2 * usual * PRIOR_SHARES, household + 0.05 * usual * PRIOR_SHARES]
        parts = [min(part / (pairs + PRIOR_SHARES), 1 / 3) for part in wanted]
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
    joint[1:] += by_namesake(model, patterns)
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
