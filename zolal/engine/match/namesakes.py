"""What names have to do with each other and with e-mails; all other fields are taken to be independent.

Whoever writes one name in another script, or in the other field, does the same with the other name: how given names of
one person agree depends on how the family names do. And e-mail addresses are made of names: strangers of the same
family name share them far more often than any two do, and namesakes still more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zolal.engine.match.compare import SAME_SOUND
from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.pairs import Floats, Levels, Mask, Rows

EMAIL, GIVEN, FAMILY = "email", "given", "family"
NAMES = (GIVEN, FAMILY)
FAMILY_ALIKE, BOTH_ALIKE = 1, 2
EXPECTED = np.array([[0.0, 0.98, 0.01, 0.005, 0.005], [0.0, 0.90, 0.03, 0.04, 0.03]])
"""How e-mails spread over the levels, from "missing" up, of strangers of one family name and of namesakes, …"""
PRIOR_NAMESAKES = 200.0
"""… which weighs as much as so many pairs."""
PRIOR_NAMES = 200.0
"""That names have nothing to do with each other weighs as much as so many matches."""
HIGHEST_LIFT = 1.0


def place_of(comparisons: Sequence[Comparison], name: str) -> int | None:
    """The column of a field."""
    return next((column for column, comparison in enumerate(comparisons) if comparison.field == name), None)


def names_alike(comparisons: Sequence[Comparison], levels: Levels) -> Rows:
    """For each pair, (pairs, fields), `BOTH_ALIKE`, `FAMILY_ALIKE` or 0."""
    given, family = (place_of(comparisons, name) for name in NAMES)
    if given is None or family is None:
        return np.zeros(len(levels), dtype=np.int64)
    same = levels[:, family] >= SAME_SOUND
    return same.astype(np.int64) + (same & (levels[:, given] >= SAME_SOUND))


def email_chances(counts: Floats, among_all: Floats) -> Floats:
    """Log chances of e-mails' levels, a row for `FAMILY_ALIKE` and one for `BOTH_ALIKE`, from counts by level.

    Never below the log chances among all strangers: a name in common makes no likeness less likely, and so no field
    tells more than it may.
    """
    weights = counts + PRIOR_NAMESAKES * EXPECTED
    rows = np.tile(among_all, (len(EXPECTED), 1))
    told = slice(1, EXPECTED.shape[1])
    rows[:, told] = np.maximum(np.log(weights[:, told] / weights[:, told].sum(axis=1, keepdims=True)), among_all[told])
    return rows


def names_lift(together: Floats, given: Floats, otherwise: float) -> Floats:
    """What the level of the family names adds to the log chance of given names among pairs of one person.

    together: (levels of the family name, levels of the given name) counts from "missing" up; given: the log chances of
    given names whatever the family names are. Held down, since it must not make a match on its own. otherwise: the log
    chance that strangers of one name spell it in two ways; where they do so with the family name, they have a reason,
    such as another script, that holds for the given name too and is not to be counted twice.
    """
    chances = np.exp(given)
    chances[0] = 0.0
    weights = together + PRIOR_NAMES / max(len(together) - 1, 1) * chances
    shares = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    lift = np.where(shares > 0, np.log(np.maximum(shares, 1e-9)) - given, 0.0)
    lift[0] = lift[:, 0] = 0.0
    found: Floats = np.minimum(lift, HIGHEST_LIFT)
    found[SAME_SOUND, SAME_SOUND] += otherwise
    return found


@dataclass(frozen=True)
class EmailsOfNamesakes:
    """What the training needs to know of strangers with a name in common.

    column: that of the e-mail. alike: which names are alike in each pattern of levels. both: how many pairs of records
    with an e-mail each have the same family name only, and both names, compared or not.
    """

    column: int
    alike: Rows
    both: tuple[float, float]

    @classmethod
    def of(cls, features: Features, comparisons: Sequence[Comparison], patterns: Levels) -> EmailsOfNamesakes | None:
        """None where there are no names or no e-mails."""
        column = place_of(comparisons, EMAIL)
        if column is None or not all(name in features for name in NAMES):
            return None
        having = features[EMAIL].first >= 0
        family, both = (_pairs_of(features[name], having) for name in ("family_skeleton", "name_pair"))
        return cls(column, names_alike(comparisons, patterns), (max(family - both, 0.0), both))

    def chances(self, patterns: Levels, strangers: Floats, same: Floats, among_all: Floats) -> Floats:
        """From how many pairs of strangers, and of the same person, show each pattern."""
        counts = np.zeros(EXPECTED.shape)
        for row, both in enumerate(self.both):
            at = self.alike == row + 1
            levels = patterns[at, self.column]
            counts[row] = np.bincount(levels, weights=strangers[at], minlength=EXPECTED.shape[1])
            matches = float(same[at][levels > 0].sum())
            # Those whose e-mails differ were compared only where something else brought them together.
            counts[row, 1] = max(counts[row, 1], both - matches - counts[row, 2:].sum())
        return email_chances(counts, among_all)


def _pairs_of(feature: Feature, rows: Mask) -> float:
    """How many pairs of some rows bear the same value."""
    codes = feature.first[rows]
    counts = np.bincount(codes[codes >= 0])
    return float((counts * (counts - 1.0) / 2).sum())
