"""Who is who: candidates, levels, model, probabilities and customers in one call."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from zolal.engine.match import model
from zolal.engine.match.blocking import candidates
from zolal.engine.match.cluster import APART, TOGETHER, Evidence, Judge, cluster
from zolal.engine.match.comparisons import chosen
from zolal.engine.match.copies import originals
from zolal.engine.match.feature import Features
from zolal.engine.match.freed import give_back
from zolal.engine.match.identifiers import two_people
from zolal.engine.match.levels import compared, in_chunks
from zolal.engine.match.model import Model
from zolal.engine.match.pairs import Floats, Pairs, Rows, by_number
from zolal.engine.match.promising import promising
from zolal.engine.match.rescore import Answers, retrained
from zolal.engine.match.similarity import distinct
from zolal.engine.match.size_alarm import NO_ALARM, Alarm, looked_at
from zolal.engine.match.training import train

TRAINING_PAIRS = 3_000_000
FAIR_CHANCE = 0.1
"""Pairs below this probability are not worth a look when customers are formed."""


def no_pairs() -> Rows:
    return np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True)
class Judgements:
    """Pairs of rows a person has decided, each (pairs, 2).

    answers: whether all of it is what people said when they were asked, so that the model may learn from it. What a
    file of decisions says is not: most of it is what matching itself had written there.
    """

    same: Rows = field(default_factory=no_pairs)
    not_same: Rows = field(default_factory=no_pairs)
    answers: bool = False


@dataclass(frozen=True)
class Resolution:
    """Pairs worth showing, sorted by row, with their probabilities; the customer of every record as its first row.

    alarm: what was found of customers of too many records.
    """

    pairs: Pairs
    probability: Floats
    model: Model
    owner: Rows
    alarm: Alarm = NO_ALARM


def resolve(
    features: Features, *, same: float, ask: float, judgements: Judgements | None = None, model: Model | None = None
) -> Resolution:
    """Match all records with each other; `same` and `ask` are probabilities.

    The model is learnt from these records unless one, over the values of these features, is given.
    """
    judged = judgements or Judgements()
    original = originals(features, judged=np.concatenate([judged.same, judged.not_same]))
    rows = np.flatnonzero(original == np.arange(features.size))
    place = np.empty(features.size, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    own = replace(judged, same=place[judged.same], not_same=place[judged.not_same])
    found = _resolved(features.take(rows), same, ask, own, model)
    owner = rows[found.owner][place[original]]
    copies = np.flatnonzero(original != np.arange(features.size))
    pairs = compared(features, found.model.comparisons, original[copies], copies)
    left = np.concatenate([rows[found.pairs.left], pairs.left])
    right = np.concatenate([rows[found.pairs.right], pairs.right])
    levels = np.concatenate([found.pairs.levels, pairs.levels])
    probability = np.concatenate([found.probability, np.ones(len(copies))])
    order = by_number(left * features.size + right, np.arange(len(left)), len(left))[1]
    return Resolution(Pairs(left, right, levels)[order], probability[order], found.model, owner, found.alarm)


def _resolved(features: Features, same: float, ask: float, judged: Judgements, model: Model | None) -> Resolution:
    """The same for records none of which is a mere copy."""
    decided = [_numbers(pairs, features) for pairs in (judged.same, judged.not_same)]
    numbers = candidates(features)
    if any(map(len, decided)):
        numbers = distinct(np.concatenate([numbers, *decided]))
    learns = model is None
    model, pairs = (model, None) if model else _learnt(features, numbers, judged)
    least = log_odds(min(FAIR_CHANCE, ask))
    if pairs is None:
        pairs = promising(model, features, numbers, least, decided[0])
    scorer = Scorer(features, model, judged)
    logits = scorer.logits(pairs)
    fair = logits >= least
    pairs, logits = pairs[fair], logits[fair]
    if learns:
        give_back(features.size)
    judge = Judge(log_odds(same), scorer.model.priors, scorer.evidence)
    owner, alarm = looked_at(cluster(features.size, pairs.left, pairs.right, logits, judge), judge)
    shown = (logits >= log_odds(ask)) | (owner[pairs.left] == owner[pairs.right])
    return Resolution(pairs[shown], probability_of(logits[shown]), scorer.model, owner, alarm)


def _learnt(features: Features, numbers: Rows, judged: Judgements) -> tuple[Model, Pairs | None]:
    """A model of these records, and the candidates with their levels if it needed all of them."""
    # Evenly spaced pairs tell as much as all of them where there are many.
    step = max(1, -(-len(numbers) // TRAINING_PAIRS))
    comparisons = chosen(features)
    give_back(features.size)
    pairs = compared(features, comparisons, *np.divmod(numbers[::step], max(features.size, 1)))

    def likely(model: Model) -> Pairs:
        give_back(features.size)
        return promising(model, features, numbers, 0.0, np.empty(0, dtype=np.int64))

    give_back(features.size)
    trained = train(features, comparisons, pairs, weight=step, likely=likely if step > 1 else None)
    model = taught(trained, features, judged)
    if step == 1:
        return model, pairs
    del pairs
    give_back(features.size)
    return model, None


def taught(trained: Model, features: Features, judged: Judgements) -> Model:
    """What people have answered tells of other pairs too, but for those of which a rule says that they are two."""
    if not judged.answers:
        return trained
    left, right = np.concatenate([judged.same, judged.not_same]).T
    same = np.arange(len(left)) < len(judged.same)
    free = ~two_people(features, left, right)
    return retrained(trained, Answers.of_rows(trained, features, left[free], right[free], same[free]))


@dataclass(frozen=True)
class Scorer:
    """What a model and people say of pairs of these records."""

    features: Features
    model: Model
    judgements: Judgements

    def evidence(self, left: Rows, right: Rows) -> Evidence:
        """What speaks for any pairs."""
        pairs = compared(self.features, self.model.comparisons, left, right)
        fields = np.full((len(pairs), 2, len(self.model.comparisons)), -np.inf, dtype=np.float32)

        def fill(part: slice) -> None:
            found = model.evidence(self.model, self.features, pairs[part])
            # What a record does not tell says nothing, but for the field of which silence does.
            told = (pairs.levels[part][:, None, :] > 0) | (found != 0)
            fields[part] = np.where(told, found, -np.inf)

        in_chunks(len(pairs), fill)
        return Evidence(fields, self.decided(left, right))

    def logits(self, pairs: Pairs) -> Floats:
        """Log odds of pairs whose levels are at hand."""
        logits = np.empty(len(pairs))

        def fill(part: slice) -> None:
            decided = self.decided(pairs.left[part], pairs.right[part])
            found = model.logits(self.model, self.features, pairs[part])
            logits[part] = np.where(decided == 0, found, decided)

        in_chunks(len(pairs), fill)
        return logits

    def decided(self, left: Rows, right: Rows) -> Floats:
        """Rules and people have the last word: two valid national IDs are two people, unless told otherwise."""
        decided = np.where(two_people(self.features, left, right), APART, 0.0)
        numbers = np.minimum(left, right) * self.features.size + np.maximum(left, right)
        for judged, word in ((self.judgements.not_same, APART), (self.judgements.same, TOGETHER)):
            decided = np.where(np.isin(numbers, _numbers(judged, self.features)), word, decided)
        return decided


def _numbers(judged: Rows, features: Features) -> Rows:
    """Judged pairs as `blocking` writes pairs."""
    low, high = np.minimum(judged[:, 0], judged[:, 1]), np.maximum(judged[:, 0], judged[:, 1])
    numbers: Rows = low * features.size + high
    return numbers


def log_odds(probability: float) -> float:
    """The natural logarithm of p / (1 - p), kept finite."""
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return float(np.log(bounded / (1 - bounded)))


def probability_of(logits: Floats) -> Floats:
    """What `log_odds` takes."""
    return 1 / (1 + np.exp(-np.clip(logits, -500, 500)))
