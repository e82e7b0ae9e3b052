"""Likeness of two values, computed once for each distinct pair of values and only where it can be high."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from zolal.engine.match.feature import Feature
from zolal.engine.match.pairs import Codes, Mask, Rows, by_number, fresh, in_order
from zolal.engine.match.values import FEW


def jaro_winkler(feature: Feature, left: Codes, right: Codes, least: float) -> npt.NDArray[np.float32]:
    """Jaro-Winkler similarity where it is at least `least`, else that or 0."""
    scores = np.zeros(len(left), dtype=np.float32)
    hopeful = np.flatnonzero(_most_alike(feature, left, right) >= least)
    scores[hopeful] = _scored(feature, left[hopeful], right[hopeful], JaroWinkler.similarity)
    return scores


def _most_alike(feature: Feature, left: Codes, right: Codes) -> npt.NDArray[np.float32]:
    """What Jaro-Winkler similarity is at most; 0 where the two share fewer than two fifths of their letters.

    A letter that only one of the two has finds no partner: m of its letters can match at most, so the Jaro similarity
    is at most (m₁/l₁ + m₂/l₂ + 1) / 3. A common beginning of p ≤ 4 letters adds p/10 of what is missing to 1.
    """
    values = feature.values
    one, other = values.letters[left], values.letters[right]
    share = np.ones(len(left), dtype=np.float32)
    for mine, theirs, at in ((one, other, left), (other, one, right)):
        length = values.lengths[at].astype(np.float32)
        share += (length - np.bitwise_count(mine & ~theirs)) / length
    jaro = share / 3
    # Rounding must not lose a pair.
    front = np.minimum(values.packed.alike_for(left, right), 4).astype(np.float32) / 10
    most = (jaro + front * (1 - jaro) + 1e-4).astype(np.float32)
    few = np.bitwise_count(one & other) * 5 < np.bitwise_count(one | other) * 2
    most[few] = 0
    return most


def within_one(feature: Feature, left: Codes, right: Codes) -> Mask:
    """Pairs that one letter, or two neighbours which changed places, part at most (optimal string alignment)."""
    packed = feature.values.packed
    if packed.all_fit:
        return packed.within_one(left, right)
    found = np.zeros(len(left), dtype=np.bool_)
    fits = packed.fits[left] & packed.fits[right]
    at = np.flatnonzero(fits)
    found[at] = packed.within_one(left[at], right[at])
    at = np.flatnonzero(~fits)
    found[at] = within(feature, left[at], right[at], 1)
    return found


def within(feature: Feature, left: Codes, right: Codes, most: int) -> Mask:
    """Pairs at an optimal string alignment distance (a transposition counts one) of at most `most`."""
    masks, lengths = feature.values.letters, feature.values.lengths
    hopeful = np.bitwise_count(masks[left] ^ masks[right]) <= 2 * most
    hopeful &= np.abs(lengths[left] - lengths[right]) <= most
    found = np.zeros(len(left), dtype=np.bool_)
    found[hopeful] = _scored(feature, left[hopeful], right[hopeful], OSA.distance) <= most
    return found


def begins(feature: Feature, left: Codes, right: Codes) -> Mask:
    """Whether one value begins with the other, as Ali and Alireza do."""
    packed, words = feature.values.packed, feature.values.words
    found = packed.begins(left, right)
    # Of what is too long only the front is known so far.
    at = np.flatnonzero(found)
    at = at[~(packed.fits[left[at]] & packed.fits[right[at]])]
    both = zip(words[left[at]], words[right[at]], strict=True)
    found[at] = [one.startswith(other) or other.startswith(one) for one, other in both]
    return found


def distinct(numbers: Rows) -> Rows:
    """Sorted distinct numbers; several times faster here than `numpy.unique`."""
    ordered = in_order(numbers)
    return ordered.take(np.flatnonzero(fresh(ordered)))


def distinct_pairs(left: Codes, right: Codes, size: int) -> tuple[Codes, Codes, Rows]:
    """The distinct unordered pairs of codes, and which of them each given pair is."""
    low, high = np.minimum(left, right).astype(np.int64), np.maximum(left, right).astype(np.int64)
    ordered, order = by_number(low * size + high, np.arange(len(left)), len(left))
    new = fresh(ordered)
    back = np.empty(len(left), dtype=np.int64)
    back[order] = np.cumsum(new) - 1
    first, second = np.divmod(ordered[new], size)
    return first.astype(np.int32), second.astype(np.int32), back


def _scored(feature: Feature, left: Codes, right: Codes, scorer: Callable[..., Any]) -> npt.NDArray[np.float32]:
    words = feature.values.words
    if len(left) <= FEW:
        # Neither looking for pairs that come twice nor starting threads is worth it.
        return np.asarray(process.cpdist(words[left], words[right], scorer=scorer, dtype=np.float32, workers=1))
    first, second, back = distinct_pairs(left, right, len(feature.values))
    scores = process.cpdist(words[first], words[second], scorer=scorer, dtype=np.float32, workers=-1)
    return np.asarray(scores, dtype=np.float32)[back]
