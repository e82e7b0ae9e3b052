"""What people's answers teach the model: a small correction, added to its log odds level by level.

A logistic regression whose offset is the log odds that the model gives without answers, with one weight for the start
and one for each level of each field. Weights are normal around 0 before anything is answered (maximum a posteriori), so
a few answers change little. A person errs, too: an answer is taken to be wrong once in a hundred, else one slip on a
sure pair would outweigh fifty right answers (Copas 1988, binary regression with contamination).

Added to the chances of a level among pairs of the same person, the weights make a model like any other: whatever
scores, clusters or explains pairs by it needs no further rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from zolal.engine.match.feature import Features
from zolal.engine.match.levels import compared
from zolal.engine.match.model import Model, logits
from zolal.engine.match.pairs import Floats, Levels, Mask, Rows

LEAST_ANSWERS = 25
"""Fewer teach nothing yet."""
SPREAD, SPREAD_OF_START = 0.7, 1.5
"""Standard deviation, in log odds, of what we expect a level, and the start, to be wrong by."""
MISTAKES = 0.01
ROUNDS = 50
LARGEST_STEP = 2.0
ENOUGH = 1e-6


@dataclass(frozen=True)
class Answers:
    """Pairs that people judged: levels (answers, fields), log odds of the model without answers, and what was said."""

    levels: Levels
    logits: Floats
    same: Mask

    def __len__(self) -> int:
        return len(self.same)

    @classmethod
    def of_rows(cls, model: Model, features: Features, left: Rows, right: Rows, same: Mask) -> Answers:
        """What was said of pairs of records that are at hand."""
        pairs = compared(features, model.comparisons, np.minimum(left, right), np.maximum(left, right))
        return cls(pairs.levels, logits(model, features, pairs), same)


@dataclass(frozen=True)
class Rescorer:
    """weights: that of the start, then those of each field's levels from 1 up. covariance: how far they are unsure.

    widths: how many levels each field has, "missing" not counted.
    """

    widths: tuple[int, ...]
    weights: Floats
    covariance: Floats

    @property
    def start(self) -> float:
        return float(self.weights[0])

    @property
    def by_field(self) -> list[Floats]:
        """The weights of each field's levels from 1 up."""
        return np.split(self.weights[1:], np.cumsum(self.widths)[:-1]) if self.widths else []

    def correction(self, levels: Levels) -> Floats:
        """What is added to the log odds of each pair."""
        added: Floats = design(levels, self.widths) @ self.weights
        return added

    def applied(self, model: Model) -> Model:
        """The model corrected; its comparisons are the fields."""
        same, shares = model.same.copy(), model.shares.copy()
        shares[0] += self.start
        for row, weights in enumerate(self.by_field):
            same[row, 1 : len(weights) + 1] += weights
        return replace(model, same=same, shares=shares)


def design(levels: Levels, widths: Sequence[int]) -> Floats:
    """(pairs, 1 + all levels): 1 for the start and for the level of each field that both sides have."""
    matrix = np.zeros((len(levels), 1 + sum(widths)))
    matrix[:, 0] = 1.0
    first = 1
    for column, width in enumerate(widths):
        told = np.flatnonzero(levels[:, column] > 0)
        matrix[told, first + levels[told, column] - 1] = 1.0
        first += width
    return matrix


def retrained(model: Model, answers: Answers) -> Model:
    """The model corrected by the answers, if they are enough."""
    if len(answers) < LEAST_ANSWERS:
        return model
    return learnt(answers, [len(comparison.levels) for comparison in model.comparisons]).applied(model)


def learnt(answers: Answers, widths: Sequence[int]) -> Rescorer:
    """Fit to the answers; without any, what is expected beforehand."""
    precision = np.full(1 + sum(widths), SPREAD**-2)
    precision[0] = SPREAD_OF_START**-2
    matrix = design(answers.levels, widths)
    # Who is believed to err has no pull where the model is sure; so everybody is believed first, then looked at again.
    believed, doubted = (_Fit(answers, matrix, precision, mistakes) for mistakes in (0.0, MISTAKES))
    weights = doubted.best(believed.best(np.zeros(len(precision))))
    covariance: Floats = np.linalg.inv(doubted.derivatives(weights)[1]).astype(np.float64)
    return Rescorer(tuple(widths), weights, covariance)


def chances(logits: Floats) -> Floats:
    """Probabilities of log odds, kept so far from 0 and 1 that one can reckon with them."""
    bounded: Floats = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return bounded


@dataclass(frozen=True)
class _Fit:
    """The posterior of the weights, if such a share of the answers is mistaken."""

    answers: Answers
    matrix: Floats
    precision: Floats
    mistakes: float

    def best(self, weights: Floats) -> Floats:
        """The most likely weights, by Fisher scoring from some others on."""
        loss = self.loss(weights)
        for _ in range(ROUNDS):
            slope, curvature = self.derivatives(weights)
            step = np.linalg.solve(curvature, slope)
            step *= min(1.0, LARGEST_STEP / max(float(np.abs(step).max()), ENOUGH))
            while np.abs(step).max() > ENOUGH and self.loss(weights + step) > loss:
                step /= 2
            if np.abs(step).max() <= ENOUGH:
                break
            weights = weights + step
            loss = self.loss(weights)
        return weights

    def loss(self, weights: Floats) -> float:
        """Minus the logarithm of the posterior, but for a constant."""
        said, _ = self._said_same(weights)
        right = np.where(self.answers.same, said, 1 - said)
        return float((self.precision * weights**2).sum() / 2 - np.log(right).sum())

    def derivatives(self, weights: Floats) -> tuple[Floats, Floats]:
        """The slope of the log posterior, and its expected curvature."""
        said, growth = self._said_same(weights)
        spread = said * (1 - said)
        slope = self.matrix.T @ ((self.answers.same - said) * growth / spread) - self.precision * weights
        return slope, (self.matrix * (growth**2 / spread)[:, None]).T @ self.matrix + np.diag(self.precision)

    def _said_same(self, weights: Floats) -> tuple[Floats, Floats]:
        """The chance that somebody says "the same", and how fast it grows with the log odds."""
        true = chances(self.answers.logits + self.matrix @ weights)
        clear = 1 - 2 * self.mistakes
        return self.mistakes + clear * true, clear * true * (1 - true)
