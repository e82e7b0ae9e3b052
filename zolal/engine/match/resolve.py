"""Who is who: candidates, levels, model, probabilities and customers in one call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from zolal.engine.match import blocking, model
from zolal.engine.match.cluster import APART, TOGETHER, Judge, cluster
from zolal.engine.match.compare import Levels, Rows
from zolal.engine.match.comparisons import Comparison, chosen
from zolal.engine.match.features import VALID_ID, Features
from zolal.engine.match.model import Floats, Model
from zolal.engine.match.similarity import distinct

CHUNK = 1_000_000
TRAINING_PAIRS = 3_000_000
FAIR_CHANCE = 0.1
"""Pairs below this probability are not worth a look when customers are formed."""


def no_pairs() -> Rows:
    return np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True)
class Judgements:
    """Pairs of rows a person has decided, each (pairs, 2)."""

    same: Rows = field(default_factory=no_pairs)
    not_same: Rows = field(default_factory=no_pairs)


@dataclass(frozen=True)
class Resolution:
    """Pairs worth showing, sorted by row, and the customer of every record as its first row."""

    left: Rows
    right: Rows
    probability: Floats
    levels: Levels
    model: Model
    owner: Rows


def resolve(features: Features, *, same: float, ask: float, judgements: Judgements = Judgements()) -> Resolution:
    """Match all records with each other; `same` and `ask` are probabilities."""
    comparisons = chosen(features)
    pairs = distinct(np.concatenate([blocking.candidates(features), _numbers(judgements, features.size)]))
    left, right = np.divmod(pairs, max(features.size, 1))
    levels = _levels(features, comparisons, left, right)
    trained = _trained(features, comparisons, levels, left, right)
    scorer = _Scorer(features, trained, judgements)
    logits = scorer.known(levels, left, right)
    fair = logits >= _log_odds(min(FAIR_CHANCE, ask))
    left, right, logits, levels = left[fair], right[fair], logits[fair], levels[fair]
    judge = Judge(_log_odds(same), float(trained.shares[0]), scorer)
    owner = cluster(features.size, left, right, logits, judge)
    shown = (logits >= _log_odds(ask)) | (owner[left] == owner[right])
    return Resolution(left[shown], right[shown], _probability(logits[shown]), levels[shown], trained, owner)


def _levels(features: Features, comparisons: Sequence[Comparison], left: Rows, right: Rows) -> Levels:
    """Levels of many pairs, in chunks that bound the memory."""
    levels = np.zeros((len(left), len(comparisons)), dtype=np.int8)
    for part in _chunks(len(left)):
        levels[part] = model.levels_of(features, comparisons, left[part], right[part])
    return levels


def _trained(features: Features, comparisons: list[Comparison], levels: Levels, left: Rows, right: Rows) -> Model:
    """Train on the candidates, or on evenly spaced ones where they are many."""
    step = max(1, -(-len(left) // TRAINING_PAIRS))
    return model.train(features, comparisons, levels[::step], left[::step], right[::step], weight=step)


@dataclass(frozen=True)
class _Scorer:
    features: Features
    model: Model
    judgements: Judgements

    def __call__(self, left: Rows, right: Rows) -> Floats:
        """Log odds of any pairs."""
        return self.known(_levels(self.features, self.model.comparisons, left, right), left, right)

    def known(self, levels: Levels, left: Rows, right: Rows) -> Floats:
        """Log odds of pairs whose levels are at hand."""
        logits = np.empty(len(left))
        for part in _chunks(len(left)):
            found = model.logits(self.model, self.features, levels[part], left[part], right[part])
            logits[part] = self._decided(left[part], right[part], found)
        return logits

    def _decided(self, left: Rows, right: Rows, logits: Floats) -> Floats:
        """Rules and people have the last word: two valid national IDs are two people, unless a person says otherwise."""
        logits = np.where(_two_people(self.features, left, right), APART, logits)
        for pairs, decided in ((self.judgements.not_same, APART), (self.judgements.same, TOGETHER)):
            if len(pairs):
                low, high = pairs.min(axis=1), pairs.max(axis=1)
                known = np.isin(
                    np.minimum(left, right) * self.features.size + np.maximum(left, right),
                    low * self.features.size + high,
                )
                logits = np.where(known, decided, logits)
        return logits


def _chunks(count: int) -> Iterator[slice]:
    return (slice(start, start + CHUNK) for start in range(0, count, CHUNK))


def _two_people(features: Features, left: Rows, right: Rows) -> npt.NDArray[np.bool_]:
    """Pairs with valid national IDs of which none is the same."""
    found = np.zeros(len(left), dtype=np.bool_)
    if VALID_ID in features:
        codes = features[VALID_ID].codes
        both = np.flatnonzero((codes[left, 0] >= 0) & (codes[right, 0] >= 0))
        one, other = codes[left[both]], codes[right[both]]
        found[both] = ~((one[:, :, None] == other[:, None, :]) & (one >= 0)[:, :, None]).any(axis=(1, 2))
    return found


def _numbers(judgements: Judgements, size: int) -> Rows:
    pairs = np.concatenate([judgements.same, judgements.not_same])
    return pairs.min(axis=1) * size + pairs.max(axis=1) if len(pairs) else np.empty(0, dtype=np.int64)


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return float(np.log(bounded / (1 - bounded)))


def _probability(logits: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(logits, -500, 500)))
