"""What would make a pair certain, or rule it out: its probability if one field were equal, or if it differed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zolal.engine.match.feature import MISSING, Feature, Features
from zolal.engine.match.levels import FOLLOWS_FROM
from zolal.engine.match.model import COARSER, Model
from zolal.engine.match.pairs import Floats, Pairs
from zolal.engine.match.stored import Stored, probabilities, score
from zolal.engine.match.values import Values

PROVES_TWO = ("national_id", "company_id")
"""Where both are valid and differ, there are two of them."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """The probability if `field` were equal, or differed. `now` is what is said of it so far; "" where one lacks it."""

    field: str
    now: str
    equal: bool
    probability: float


def supposed(kept: Stored, features: Features, left: int, right: int, fields: Sequence[str]) -> list[Supposed]:
    """For a pair of rows, each of the `fields` (features, also those that neither row has) supposed otherwise.

    A value that only one of the two has is taken to be the other's too; where both lack it, the shared value is as rare
    as values of the field are on average. Identifiers that differ are supposed to be valid.
    """
    scores = score(kept, _complete(features, fields), np.array([left]), np.array([right]))
    names = [comparison.field for comparison in scores.model.comparisons]
    now = scores.pairs.levels[0]
    said = {name: int(level) for name, level in zip(names, now, strict=True)}
    wished = [
        (column, level)
        for column, comparison in enumerate(scores.model.comparisons)
        if comparison.field in fields and not said.get(FOLLOWS_FROM.get(comparison.field, ""))
        for level in (len(comparison.levels), 1)
        if now[column] != level
    ]
    found = _judged(scores.model, scores.features, scores.pairs, wished)
    judged = []
    for (column, level), probability in zip(wished, found.tolist(), strict=True):
        comparison = scores.model.comparisons[column]
        differs = level == 1
        chance = 0.0 if differs and comparison.field in PROVES_TWO else probability
        so_far = comparison.levels[now[column] - 1] if now[column] else ""
        judged.append(Supposed(comparison.field, so_far, not differs, chance))
    return judged


def _complete(features: Features, fields: Sequence[str]) -> Features:
    """The features with those added that nobody has, as missing."""
    nobody = Feature(np.full((features.size, 1), MISSING, dtype=np.int32), Values(["0"]))
    return Features(features.size, {**dict.fromkeys(fields, nobody), **features.by_name})


def _judged(model: Model, features: Features, pair: Pairs, wished: Sequence[tuple[int, int]]) -> Floats:
    """The probability of the pair with each column at the level wished for."""
    count = len(wished)
    rows = np.repeat(np.concatenate([pair.left, pair.right]), count)
    copies = Features(2 * count, {name: feature.take(rows) for name, feature in features.by_name.items()})
    levels = np.repeat(pair.levels, count, axis=0)
    names = [comparison.field for comparison in model.comparisons]
    for at, (column, level) in enumerate(wished):
        levels[at, column] = level
        for follower, leader in FOLLOWS_FROM.items():
            if names[column] == leader and follower in names:
                levels[at, names.index(follower)] = 0
        if level > 1:
            _share(copies, names[column], at, count + at)
    return probabilities(model, copies, Pairs(np.arange(count), np.arange(count, 2 * count), levels))


def _share(features: Features, field: str, one: int, other: int) -> None:
    """Let two rows have the same value of a field, where either has one."""
    for name in (field, COARSER.get(field, "")):
        if name in features:
            codes = features[name].codes
            giver, taker = (one, other) if codes[one, 0] >= 0 else (other, one)
            codes[taker] = codes[giver]
