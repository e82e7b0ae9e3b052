"""Likeness of two values, computed once for each distinct pair of values and only where it can be high."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from zolal.engine.match.features import FEW, Feature
from zolal.engine.match.pairs import Codes, Mask, Rows


def jaro_winkler(feature: Feature, left: Codes, right: Codes) -> npt.NDArray[np.float32]:
    """Jaro-Winkler similarity; 0 where the two share fewer than two fifths of their letters, so it can't be high."""
    masks = feature.letters
    one, other = masks[left], masks[right]
    hopeful = np.bitwise_count(one & other) * 5 >= np.bitwise_count(one | other) * 2
    scores = np.zeros(len(left), dtype=np.float32)
    scores[hopeful] = _scored(feature, left[hopeful], right[hopeful], JaroWinkler.similarity)
    return scores


def osa_distance(feature: Feature, left: Codes, right: Codes, most: int) -> npt.NDArray[np.uint8]:
    """Optimal string alignment distance (a transposition counts one) where it is at most `most`, else `most` + 1."""
    masks, lengths = feature.letters, feature.lengths
    hopeful = np.bitwise_count(masks[left] ^ masks[right]) <= 2 * most
    hopeful &= np.abs(lengths[left] - lengths[right]) <= most
    distances = np.full(len(left), most + 1, dtype=np.uint8)
    found = _scored(feature, left[hopeful], right[hopeful], OSA.distance)
    distances[hopeful] = np.minimum(found, most + 1)
    return distances


def begins(feature: Feature, left: Codes, right: Codes) -> Mask:
    """Whether one value begins with the other, as Ali and Alireza do."""
    masks = feature.letters
    one, other = masks[left], masks[right]
    at = np.flatnonzero((one & other == one) | (one & other == other))
    found = np.zeros(len(left), dtype=np.bool_)
    if len(at) <= FEW:
        words = zip(feature.words[left[at]], feature.words[right[at]], strict=True)
        found[at] = [one.startswith(other) or other.startswith(one) for one, other in words]
        return found
    table = pl.Series(feature.values, dtype=pl.String)
    pairs = pl.DataFrame(
        {"a": table.gather(left[at].astype(np.uint32)), "b": table.gather(right[at].astype(np.uint32))}
    )
    found[at] = pairs.select(pl.col("a").str.starts_with(pl.col("b")) | pl.col("b").str.starts_with(pl.col("a")))[
        "a"
    ].to_numpy()
    return found


def distinct(numbers: Rows) -> Rows:
    """Sorted distinct numbers; several times faster here than `numpy.unique`."""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def distinct_pairs(left: Codes, right: Codes, size: int) -> tuple[Codes, Codes, Rows]:
    """The distinct unordered pairs of codes, and which of them each given pair is."""
    low, high = np.minimum(left, right).astype(np.int64), np.maximum(left, right).astype(np.int64)
    numbers = low * size + high
    order = np.argsort(numbers)
    ordered = numbers[order]
    fresh = np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
    back = np.empty(len(numbers), dtype=np.int64)
    back[order] = np.cumsum(fresh) - 1
    first, second = np.divmod(ordered[fresh], size)
    return first.astype(np.int32), second.astype(np.int32), back


def _scored(feature: Feature, left: Codes, right: Codes, scorer: Callable[..., Any]) -> npt.NDArray[np.float32]:
    first, second, back = distinct_pairs(left, right, len(feature.values))
    words = feature.words
    # Starting threads takes longer than comparing a few words.
    workers = 1 if len(first) <= FEW else -1
    scores = process.cpdist(words[first], words[second], scorer=scorer, dtype=np.float32, workers=workers)
    return np.asarray(scores, dtype=np.float32)[back]
