"""Names written in different scripts: by their letters they differ, by their sound they may be one."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from zolal.engine.match import similarity
from zolal.engine.match.feature import Feature
from zolal.engine.match.pairs import Codes, Floats, Levels, Mask
from zolal.engine.match.values import FEW
from zolal.engine.persian.transliteration import sounds_alike

SLIP, SPELLING = 0.02, 0.07
"""`sounds_alike` of one name with a slip, and in an unusual spelling: what divides best on the sets for building."""
REMEMBERED = 500_000
"""So many pairs of names are heard once for all chunks of a run: common names meet in every chunk."""


def heard(feature: Feature, bones: Feature, levels: Levels, left: Codes, right: Codes) -> None:
    """Correct the levels of person names, in place, where one of the two is in Latin letters and the other is not.

    Names of different consonants may still be one name, with a slip or in an unusual spelling; what the consonants
    alone call close may be another name.
    """
    latin, bone_of = feature.values.latin, feature.table(bones)
    at = np.flatnonzero(latin[left] != latin[right])
    bone, other = bone_of[left[at]], bone_of[right[at]]
    at = at[(bone != other) & ((levels[at] > 1) | similarity.within_one(bones, bone, other))]
    if not len(at):
        return
    alike = _alike(feature, left[at], right[at])
    slip = np.where(levels[at] > 1, 3, 2)
    levels[at] = np.where(alike >= SPELLING, 3, np.where(alike >= SLIP, slip, slip - 1))


@lru_cache(maxsize=16_384)
def heard_alone(one: str, other: str, level: int) -> int:
    """The same for a pair of names in different scripts, at most one consonant apart or by letters of level 2 or 3."""
    persian, latin = (other, one) if one.isascii() else (one, other)
    alike = sounds_alike([persian], [latin])[0]
    slip = 3 if level > 1 else 2
    return 3 if alike >= SPELLING else slip if alike >= SLIP else slip - 1


def _alike(feature: Feature, left: Codes, right: Codes) -> Floats:
    """`sounds_alike` for pairs of values in different scripts."""
    latin, words = feature.values.latin, feature.values.words
    if len(left) <= FEW:
        return _alike_each(words, latin, left, right)
    first, second, back = similarity.distinct_pairs(left, right, len(feature.values))
    numbers = (first.astype(np.int64) * len(feature.values) + second).tolist()
    known = feature.values.heard
    unknown = [at for at, number in enumerate(numbers) if number not in known]
    fresh = dict(
        zip(
            [numbers[at] for at in unknown],
            _alike_each(words, latin, first[unknown], second[unknown]).tolist(),
            strict=True,
        )
    )
    alike = np.array([fresh[number] if number in fresh else known[number] for number in numbers])
    if len(known) < REMEMBERED:
        known.update(fresh)
    return alike[back]


def _alike_each(words: npt.NDArray[np.object_], latin: Mask, left: Codes, right: Codes) -> Floats:
    turned = latin[left]
    persian, spelled = np.where(turned, right, left), np.where(turned, left, right)
    return sounds_alike(words[persian].tolist(), words[spelled].tolist())
