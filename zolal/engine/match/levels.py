"""The levels of all fields for many pairs."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from zolal.engine.match.compare import SAME_SOUND, compare, parted_elsewhere, turned_round
from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.features import Features
from zolal.engine.match.pairs import THREADS, Levels, Pairs, Rows, chunks

CHUNK = 1_000_000
FEW = 20_000
"""Up to so many pairs are compared without threads, which cost more to start than they save."""


def compared(features: Features, comparisons: Sequence[Comparison], left: Rows, right: Rows) -> Pairs:
    """The pairs (left[i], right[i]) with the levels of every comparison."""
    levels = np.zeros((len(left), len(comparisons)), dtype=np.int8)
    for part in chunks(len(left), CHUNK):
        levels[part] = _levels(features, comparisons, left[part], right[part])
    return Pairs(left, right, levels)


def _levels(features: Features, comparisons: Sequence[Comparison], left: Rows, right: Rows) -> Levels:
    if len(left) <= FEW:
        columns = [compare(features, c.field, c.rule, left, right) for c in comparisons]
    else:
        with ThreadPoolExecutor(THREADS) as pool:
            columns = list(pool.map(lambda c: compare(features, c.field, c.rule, left, right), comparisons))
    levels = np.stack(columns, axis=1) if columns else np.zeros((len(left), 0), dtype=np.int8)
    at = {comparison.field: column for column, comparison in enumerate(comparisons)}
    if "given" in at and "family" in at:
        same = turned_round(features, left, right) & (levels[:, at["family"]] < SAME_SOUND)
        same |= parted_elsewhere(features, left, right)
        for name in ("given", "family"):
            levels[same, at[name]] = SAME_SOUND
    if "city" in at and "province" in at:
        # The province follows from the city and must not count twice.
        levels[levels[:, at["city"]] > 0, at["province"]] = 0
    return levels
