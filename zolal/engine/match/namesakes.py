"""What names have to do with e-mails; how they depend on each other is in `written`, all else is taken as independent.

E-mail addresses are made of names: strangers of the same family name share them far more often than any two do,
namesakes still more, and most of all those whose names are equal to the letter, since what sounds the same may still be
two names.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from zolal.engine.match.compare import SAME_SOUND
from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.pairs import Floats, Levels, Rows

EMAIL, GIVEN, FAMILY = "email", "given", "family"
NAMES = (GIVEN, FAMILY)
FAMILY_ALIKE, BOTH_NEAR, BOTH_ALIKE, BOTH_EQUAL = 1, 2, 3, 4
"""How alike names are: only the family name sounds the same, neither differs, both sound the same, both are equal."""
NEAR = 2
"""The lowest level of a name that does not differ."""
EXPECTED = np.array([[0.0, 0.98, 0.01, 0.005, 0.005]] * 2 + [[0.0, 0.90, 0.03, 0.04, 0.03]] * 2)
"""How e-mails spread over the levels, from "missing" up, of strangers whose names are so alike, …"""
PRIOR_NAMESAKES = 200.0
"""… which weighs as much as so many pairs."""


def place_of(comparisons: Sequence[Comparison], name: str) -> int | None:
    """The column of a field."""
    return next((column for column, comparison in enumerate(comparisons) if comparison.field == name), None)


def _alike(family: int, given: int) -> int:
    least = min(family, given)
    if least >= SAME_SOUND:
        return BOTH_EQUAL if least > SAME_SOUND else BOTH_ALIKE
    return BOTH_NEAR if least >= NEAR else FAMILY_ALIKE if family >= SAME_SOUND else 0


ALIKE = np.array([[_alike(family, given) for given in range(SAME_SOUND + 2)] for family in range(SAME_SOUND + 2)])
"""How alike two names are, by the levels of the family name and of the given name; 0 where they are not."""


def names_alike(comparisons: Sequence[Comparison], levels: Levels) -> Rows:
    """How alike the names of each pair are, by `ALIKE`."""
    given, family = (place_of(comparisons, name) for name in NAMES)
    if given is None or family is None:
        return np.zeros(len(levels), dtype=np.int64)
    return ALIKE[levels[:, family], levels[:, given]]


def email_chances(counts: Floats, among_all: Floats) -> Floats:
    """Log chances of e-mails' levels, a row for each likeness from `FAMILY_ALIKE` up, from counts by level.

    Never below the log chances among all strangers: a name in common makes no likeness less likely, and so no field
    tells more than it may.
    """
    weights = counts + PRIOR_NAMESAKES * EXPECTED
    rows = np.tile(among_all, (len(EXPECTED), 1))
    told = slice(1, EXPECTED.shape[1])
    rows[:, told] = np.maximum(np.log(weights[:, told] / weights[:, told].sum(axis=1, keepdims=True)), among_all[told])
    return rows
