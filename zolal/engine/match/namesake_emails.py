"""How often strangers with a name in common have like e-mails, learnt from the records.

Who shares a whole address, or its local part, is found among the candidates. Addresses that are only close are not all
of them candidates, above all of common names; so they are looked for in a sample of all namesakes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from zolal.engine.match.compare import SAME_SOUND
from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.levels import compared
from zolal.engine.match.namesakes import (
    BOTH_ALIKE,
    BOTH_EQUAL,
    EMAIL,
    EXPECTED,
    FAMILY_ALIKE,
    NAMES,
    NEAR,
    email_chances,
    names_alike,
    place_of,
)
from zolal.engine.match.pairs import Floats, Levels, Rows, by_number, fresh

CLOSE = 2
"""The level of e-mails whose local parts are one letter apart."""
SAMPLE = 50_000
SAMPLED = {"family_skeleton": (FAMILY_ALIKE,), "name_pair": (BOTH_ALIKE, BOTH_EQUAL)}
"""Whose pairs are sampled, and which likenesses of names they are to show."""


@dataclass(frozen=True)
class _Sample:
    """Some pairs of records whose names are alike and who have an e-mail, with the level of their e-mails.

    both: how many such pairs there are in all.
    """

    left: Rows
    right: Rows
    levels: Levels
    both: float

    def close(self, owner: Rows) -> float:
        """How many pairs of strangers have close e-mails; `owner` is who each record is taken to belong to."""
        strangers = owner[self.left] != owner[self.right]
        return self.both * float((self.levels[strangers] == CLOSE).mean()) if strangers.any() else 0.0


@dataclass(frozen=True)
class EmailsOfNamesakes:
    """What the training needs to know of strangers with a name in common.

    column: that of the e-mail. alike: how alike the names are in each pattern of levels. pairs: those of records
    with an e-mail. samples: some of them, by the likeness of their names.
    """

    column: int
    alike: Rows
    pairs: float
    samples: Mapping[int, _Sample]

    @classmethod
    def of(cls, features: Features, comparisons: Sequence[Comparison], patterns: Levels) -> EmailsOfNamesakes | None:
        """None where there are no names or no e-mails."""
        column = place_of(comparisons, EMAIL)
        if column is None or not all(name in features for name in NAMES):
            return None
        having = np.flatnonzero(features[EMAIL].first >= 0)
        looked_at = [comparison for comparison in comparisons if comparison.field in (*NAMES, EMAIL)]
        samples = {}
        for name, likenesses in SAMPLED.items():
            left, right, many = _drawn(features[name], having)
            levels = compared(features, looked_at, left, right).levels
            found = names_alike(looked_at, levels)
            emails = levels[:, place_of(looked_at, EMAIL)]
            for alike in likenesses:
                at = np.flatnonzero(found == alike)
                samples[alike] = _Sample(left[at], right[at], emails[at], many * len(at) / max(len(left), 1))
        return cls(column, names_alike(comparisons, patterns), len(having) * (len(having) - 1) / 2, samples)

    def close(self, owner: Rows) -> dict[int, float]:
        """How many pairs of strangers of each likeness have close e-mails, by the samples."""
        return {alike: sample.close(owner) for alike, sample in self.samples.items()}

    def chances(self, patterns: Levels, same: Floats, strangers: Floats, seen: Strangers) -> Floats:
        """From how many pairs of the same person, and of strangers, show each pattern."""
        counts = np.zeros(EXPECTED.shape)
        for row in range(len(EXPECTED)):
            alike = row + 1
            both = self.samples[alike].both if alike in self.samples else self.pairs * seen.near
            at = self.alike == alike
            levels = patterns[at, self.column]
            counts[row] = np.bincount(levels, weights=strangers[at], minlength=EXPECTED.shape[1])
            counts[row, CLOSE] = max(counts[row, CLOSE], seen.close.get(alike, 0.0))
            matches = float(same[at][levels > 0].sum())
            # Those whose e-mails differ were compared only where something else brought them together.
            counts[row, 1] = max(counts[row, 1], both - matches - counts[row, 2:].sum())
        return email_chances(counts, seen.among_all)


@dataclass(frozen=True)
class Strangers:
    """What is known of strangers so far.

    among_all: the log chances of the levels of any two e-mails. close: as `EmailsOfNamesakes.close` gives it. near: the
    chance that the names of any two are `BOTH_NEAR`.
    """

    among_all: Floats
    close: Mapping[int, float]
    near: float


def chance_of_near(given: Floats, family: Floats) -> float:
    """The chance that two strangers' names are `BOTH_NEAR`, from the log chances of their levels."""
    some, alike = (
        float(np.exp(given[least : SAME_SOUND + 2]).sum() * np.exp(family[least : SAME_SOUND + 2]).sum())
        for least in (NEAR, SAME_SOUND)
    )
    return some - alike


def _drawn(feature: Feature, rows: Rows) -> tuple[Rows, Rows, float]:
    """Random pairs of some rows that bear the same value, and how many such pairs there are."""
    codes = feature.first[rows].astype(np.int64)
    codes, rows = by_number(codes[codes >= 0], rows[codes >= 0], len(feature.first))
    starts = np.flatnonzero(fresh(codes))
    sizes = np.diff(np.append(starts, len(codes)))
    up_to = np.cumsum(sizes * (sizes - 1) // 2)
    many = int(up_to[-1]) if len(up_to) else 0
    dice = np.random.default_rng(0)
    block = np.searchsorted(up_to, dice.integers(0, max(many, 1), SAMPLE if many else 0), side="right")
    one, other = dice.integers(0, sizes[block]), dice.integers(0, sizes[block] - 1)
    other += other >= one
    return rows[starts[block] + one], rows[starts[block] + other], float(many)
