"""How likely two records are the same person: Fellegi and Sunter (1969) with a third class.

Besides *same* and *strangers* there are *household* pairs: two people who share a family name, an address, a telephone.
Without them a shared landline and address would outweigh two different given names.

With levels g of the fields, P(same | g) = π_s Π s(g) / (π_s Π s(g) + π_h Π h(g) + π_u Π u(g)). Where two records agree
on a value, u is the chance that a stranger bears that very value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from zolal.engine.match import compare
from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.namesakes import EMAIL, FAMILY, GIVEN, NAMES, names_alike, place_of
from zolal.engine.match.pairs import Codes, Floats, Levels, Pairs, Rows
from zolal.engine.match.silence import Silence
from zolal.engine.match.written import OWN, WAYS, WIDTH, ways

STRANGERS, HOUSEHOLD = 0, 1
COARSER = {
    "given": "given_skeleton",
    "family": "family_skeleton",
    "email": "email_local",
    "company_name": "company_name_whole",
}
"""The feature on which a pair agrees that stands one level below equality."""


@dataclass(frozen=True)
class Model:
    """Natural logarithms of the level probabilities, (fields, levels), of each class, and of the classes themselves."""

    comparisons: Sequence[Comparison]
    same: Floats
    household: Floats
    strangers: Floats
    shares: Floats  # log shares of same, household, strangers among all pairs
    bearers: Mapping[str, Floats]  # for each feature the log chance that a stranger bears each of its values
    emails: Floats | None = None  # `namesakes.email_chances` of strangers with a name in common
    names: Floats | None = None  # `written.lifts`
    silence: Silence | None = None

    @property
    def priors(self) -> Floats:
        """Log odds of any two records to be the same, against strangers and against a household."""
        return np.array([self.shares[0] - self.shares[2], self.shares[0] - self.shares[1]])


def logits(model: Model, features: Features, pairs: Pairs) -> Floats:
    """Log odds that each pair is the same person, rare agreements weighing more."""
    same, household, strangers = loglikelihoods(model, pairs.levels, written(model, features, pairs))
    for column, comparison in enumerate(model.comparisons):
        rarer = _rarer(model, features, column, pairs)
        strangers += rarer
        if comparison.household is None:
            household += rarer
    odds: Floats = same + silent(model, features, pairs) + model.shares[0]
    odds -= np.logaddexp(household + model.shares[1], strangers + model.shares[2])
    return odds


def evidence(model: Model, features: Features, pairs: Pairs) -> Floats:
    """(pairs, 2, fields) what each field adds to the log odds against strangers and against a household."""
    found = np.zeros((len(pairs), 2, pairs.levels.shape[1]))
    for column, comparison in enumerate(model.comparisons):
        at = pairs.levels[:, column]
        rarer = _rarer(model, features, column, pairs)
        found[:, STRANGERS, column] = model.same[column][at] - model.strangers[column][at] - rarer
        found[:, HOUSEHOLD, column] = model.same[column][at] - model.household[column][at]
        if comparison.household is None:
            found[:, HOUSEHOLD, column] -= rarer
    if model.silence and (quiet := place_of(model.comparisons, model.silence.field)) is not None:
        found[:, :, quiet] += silent(model, features, pairs)[:, None]
    if (given := place_of(model.comparisons, GIVEN)) is not None:
        same, household, strangers = by_names(model, pairs.levels, written(model, features, pairs))
        found[:, STRANGERS, given] += same - strangers
        found[:, HOUSEHOLD, given] += same - household
    return found


def silent(model: Model, features: Features, pairs: Pairs) -> Floats:
    """What it adds to the log odds of each pair that not both records tell a field."""
    return np.zeros(len(pairs)) if model.silence is None else model.silence.of(model.comparisons, features, pairs)


def written(model: Model, features: Features, pairs: Pairs) -> Rows:
    """The way in which the names of each pair are written; `OWN` where the model knows of no ways."""
    if model.names is None or not all(name in features for name in NAMES):
        return np.full(len(pairs), OWN)
    return ways(features, pairs.left, pairs.right)


def loglikelihoods(model: Model, levels: Levels, way: Rows) -> tuple[Floats, Floats, Floats]:
    """Log chance of each row of levels among same, household and strangers' pairs, written in this way."""
    totals = list(by_names(model, levels, way))
    for total, table in zip(totals, (model.same, model.household, model.strangers), strict=True):
        for column in range(levels.shape[1]):
            np.add(total, table[column][levels[:, column]], out=total)
    return totals[0], totals[1], totals[2]


def agreements(features: Features, comparison: Comparison) -> list[tuple[int, str]]:
    """The levels at which a pair agrees on a value, and the feature that holds the value."""
    top = len(comparison.levels)
    coarse = COARSER.get(comparison.field, "")
    return [(top, comparison.field), *([(top - 1, coarse)] if coarse in features else [])]


def usual(comparison: Comparison, strangers: Sequence[float] | Floats, level: int) -> float:
    """The log chance that two strangers share a value of the feature that stands at a level.

    Two names of the same consonants are mostly one name in one spelling: that they are spelled in two ways is rarer
    than that they sound the same.
    """
    if comparison.rule is compare.person_name and level == compare.SAME_SOUND:
        return float(np.logaddexp(strangers[level], strangers[level + 1]))
    return float(strangers[level])


def otherwise(comparison: Comparison, strangers: Sequence[float] | Floats) -> float:
    """The log chance that two strangers whose names sound the same spell them in two ways."""
    return float(strangers[compare.SAME_SOUND]) - usual(comparison, strangers, compare.SAME_SOUND)


def shared_value(feature: Feature, left: Rows, right: Rows) -> Rows:
    """The code both records bear, -1 where none is the same."""
    one, other = feature.codes[left], feature.codes[right]
    shared = np.full(len(left), -1, dtype=np.int64)
    for slot in range(one.shape[1]):
        value = one[:, slot]
        shared = np.where((value >= 0) & (other == value[:, None]).any(axis=1), value, shared)
    return shared


def by_namesake(model: Model, levels: Levels) -> Floats:
    """What it adds to the log chance of strangers that an e-mail is made of a name they share."""
    found = np.zeros(len(levels))
    column = place_of(model.comparisons, EMAIL)
    if model.emails is not None and column is not None:
        alike = names_alike(model.comparisons, levels)
        pairs = np.flatnonzero(alike)
        at = levels[pairs, column]
        found[pairs] = model.emails[alike[pairs] - 1, at] - model.strangers[column][at]
    return found


def by_names(model: Model, levels: Levels, way: Rows) -> tuple[Floats, Floats, Floats]:
    """What the way of writing adds to the log chance of how both names agree, among pairs of each class."""
    given, family = place_of(model.comparisons, GIVEN), place_of(model.comparisons, FAMILY)
    if model.names is None or given is None or family is None:
        return np.zeros(len(levels)), np.zeros(len(levels)), np.zeros(len(levels))
    at = np.ravel_multi_index((way, levels[:, family], levels[:, given]), (WAYS, WIDTH, WIDTH))
    same, household, strangers = (model.names[:, which].reshape(-1).take(at) for which in range(3))
    return same, household, strangers


def _of_either(chances: Floats, one: Codes, other: Codes) -> Floats:
    """The log chance of the more usual one of two values, -1 where a record has none.

    They agree all the same: names that are turned round, or a record's only name that is the other's second one. Which
    way is right is the way in which given names and family names are usual ones.
    """
    mine, theirs = (np.where(codes >= 0, chances[codes], -np.inf) for codes in (one, other))
    return np.maximum(mine, theirs)


def _rarer(model: Model, features: Features, column: int, pairs: Pairs) -> Floats:
    """What the rarity of the value agreed on adds to the log chance of strangers; 0 where frequency says nothing."""
    found = np.zeros(len(pairs))
    for level, name in agreements(features, model.comparisons[column]):
        at = np.flatnonzero(pairs.levels[:, column] == level)
        shared = shared_value(features[name], pairs.left[at], pairs.right[at])
        chance = model.bearers[name][shared]
        elsewhere = np.flatnonzero(shared < 0)
        one, other = (features[name].first[rows[at[elsewhere]]] for rows in (pairs.left, pairs.right))
        chance[elsewhere] = _of_either(model.bearers[name], one, other)
        found[at] = chance - usual(model.comparisons[column], model.strangers[column], level)
    if model.comparisons[column].field == EMAIL and model.emails is not None:
        alike = names_alike(model.comparisons, pairs.levels) > 0
        found = np.where(alike, by_namesake(model, pairs.levels), found)
    return found
