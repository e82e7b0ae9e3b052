"""Who is who: candidates, levels, model, probabilities and customers in one call."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from zolal.engine.match import model
from zolal.engine.match.blocking import candidates
from zolal.engine.match.cluster import APART, TOGETHER, Evidence, Judge, cluster
from zolal.engine.match.comparisons import chosen
from zolal.engine.match.copies import originals
from zolal.engine.match.features import VALID_COMPANY_ID, VALID_ID, Features
from zolal.engine.match.levels import CHUNK, compared
from zolal.engine.match.model import Model
from zolal.engine.match.pairs import Floats, Mask, Pairs, Rows, chunks
from zolal.engine.match.similarity import distinct
from zolal.engine.match.training import train

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
    """Pairs worth showing, sorted by row, with their probabilities; the customer of every record as its first row."""

    pairs: Pairs
    probability: Floats
    model: Model
    owner: Rows


def resolve(features: Features, *, same: float, ask: float, judgements: Judgements | None = None) -> Resolution:
    """Match all records with each other; `same` and `ask` are probabilities."""
    judged = judgements or Judgements()
    original = originals(features, judged=np.concatenate([judged.same, judged.not_same]))
    rows = np.flatnonzero(original == np.arange(features.size))
    place = np.empty(features.size, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    found = _resolved(features.take(rows), same, ask, Judgements(place[judged.same], place[judged.not_same]))
    owner = rows[found.owner][place[original]]
    copies = np.flatnonzero(original != np.arange(features.size))
    pairs = compared(features, found.model.comparisons, original[copies], copies)
    left = np.concatenate([rows[found.pairs.left], pairs.left])
    right = np.concatenate([rows[found.pairs.right], pairs.right])
    levels = np.concatenate([found.pairs.levels, pairs.levels])
    probability = np.concatenate([found.probability, np.ones(len(copies))])
    order = np.lexsort((right, left))
    return Resolution(Pairs(left, right, levels)[order], probability[order], found.model, owner)


def _resolved(features: Features, same: float, ask: float, judged: Judgements) -> Resolution:
    """The same for records none of which is a mere copy."""
    comparisons = chosen(features)
    decided = [_numbers(pairs, features) for pairs in (judged.same, judged.not_same)]
    left, right = np.divmod(distinct(np.concatenate([candidates(features), *decided])), max(features.size, 1))
    pairs = compared(features, comparisons, left, right)
    # Evenly spaced pairs tell as much as all of them where there are many.
    step = max(1, -(-len(pairs) // TRAINING_PAIRS))
    scorer = _Scorer(features, train(features, comparisons, pairs[::step], weight=step), judged)
    logits = scorer.logits(pairs)
    fair = logits >= _log_odds(min(FAIR_CHANCE, ask))
    pairs, logits = pairs[fair], logits[fair]
    judge = Judge(_log_odds(same), scorer.model.priors, scorer.evidence)
    owner = cluster(features.size, pairs.left, pairs.right, logits, judge)
    shown = (logits >= _log_odds(ask)) | (owner[pairs.left] == owner[pairs.right])
    return Resolution(pairs[shown], _probability(logits[shown]), scorer.model, owner)


@dataclass(frozen=True)
class _Scorer:
    features: Features
    model: Model
    judgements: Judgements

    def evidence(self, left: Rows, right: Rows) -> Evidence:
        """What speaks for any pairs."""
        pairs = compared(self.features, self.model.comparisons, left, right)
        fields = np.full((len(pairs), 2, len(self.model.comparisons)), -np.inf, dtype=np.float32)
        for part in chunks(len(pairs), CHUNK):
            told = pairs.levels[part][:, None, :] > 0
            fields[part] = np.where(told, model.evidence(self.model, self.features, pairs[part]), -np.inf)
        return Evidence(fields, self.decided(left, right))

    def logits(self, pairs: Pairs) -> Floats:
        """Log odds of pairs whose levels are at hand."""
        logits = np.empty(len(pairs))
        for part in chunks(len(pairs), CHUNK):
            decided = self.decided(pairs.left[part], pairs.right[part])
            found = model.logits(self.model, self.features, pairs[part])
            logits[part] = np.where(decided == 0, found, decided)
        return logits

    def decided(self, left: Rows, right: Rows) -> Floats:
        """Rules and people have the last word: two valid national IDs are two people, unless told otherwise."""
        decided = np.where(two_people(self.features, left, right), APART, 0.0)
        numbers = np.minimum(left, right) * self.features.size + np.maximum(left, right)
        for judged, word in ((self.judgements.not_same, APART), (self.judgements.same, TOGETHER)):
            decided = np.where(np.isin(numbers, _numbers(judged, self.features)), word, decided)
        return decided


def two_people(features: Features, left: Rows, right: Rows) -> Mask:
    """Pairs with valid national IDs (companies: legal IDs) of which none is the same."""
    found: Mask = np.zeros(len(left), dtype=np.bool_)
    for name in (VALID_ID, VALID_COMPANY_ID):
        if name in features:
            codes = features[name].codes
            both = np.flatnonzero((codes[left, 0] >= 0) & (codes[right, 0] >= 0))
            one, other = codes[left[both]], codes[right[both]]
            found[both] |= ~((one[:, :, None] == other[:, None, :]) & (one >= 0)[:, :, None]).any(axis=(1, 2))
    return found


def _numbers(judged: Rows, features: Features) -> Rows:
    """Judged pairs as `blocking` writes pairs."""
    low, high = np.minimum(judged[:, 0], judged[:, 1]), np.maximum(judged[:, 0], judged[:, 1])
    numbers: Rows = low * features.size + high
    return numbers


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return float(np.log(bounded / (1 - bounded)))


def _probability(logits: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(logits, -500, 500)))
