"""Why two records are held to be the same customer, field by field."""

from __future__ import annotations

import numpy as np
import polars as pl

from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.features import Features
from zolal.engine.match.model import Model, contributions
from zolal.engine.match.pairs import Floats, Levels, Pairs, chunks
from zolal.engine.records import N_, Translate

CHUNK = 200_000
_LEAST = 0.05


def explanations(model: Model, features: Features, pairs: Pairs, translate: Translate) -> pl.Series:
    """A sentence for each pair: what every field that both sides have adds to the log odds, the weightiest first.

    «mobile: equal +9.8; city: differs -1.9»
    """
    parts = [pl.Series(dtype=pl.String)]
    for part in chunks(len(pairs), CHUNK):
        weights = contributions(model, features, pairs[part])
        parts.append(_sentences(model, pairs.levels[part], weights, translate))
    return pl.concat(parts).alias("explanation")


def _sentences(model: Model, levels: Levels, weights: Floats, translate: Translate) -> pl.Series:
    """The clauses of each pair, sorted by weight and joined."""
    order = np.argsort(-np.abs(weights), axis=1, kind="stable")
    clauses = np.full(levels.shape, "", dtype=object)
    for column, comparison in enumerate(model.comparisons):
        told = np.flatnonzero((levels[:, column] > 0) & (np.abs(weights[:, column]) >= _LEAST))
        clauses[told, column] = _clauses(comparison, levels[told, column], weights[told, column], translate).to_numpy()
    sorted_clauses = np.take_along_axis(clauses, order, axis=1)
    frame = pl.DataFrame(
        {str(i): sorted_clauses[:, i].tolist() for i in range(levels.shape[1])},
        schema_overrides={str(i): pl.String for i in range(levels.shape[1])},
    )
    if not frame.width:
        return pl.Series([""] * len(levels), dtype=pl.String)
    return frame.select(
        pl.concat_list(pl.all()).list.filter(pl.element() != "").list.join(translate(N_("; ")))
    ).to_series()


def _clauses(comparison: Comparison, levels: Levels, weights: Floats, translate: Translate) -> pl.Series:
    pattern = translate(N_("{field}: {level} {weight}"))
    label = translate(comparison.label)
    said = [pattern.format(field=label, level=translate(level), weight="\n").split("\n") for level in comparison.levels]
    at = (levels - 1).astype(np.uint32)
    before, after = (pl.Series([parts[end] for parts in said], dtype=pl.String).gather(at) for end in (0, -1))
    return before + _signed(weights) + after


def _signed(weights: Floats) -> pl.Series:
    tenths = pl.Series(np.rint(np.abs(weights) * 10).astype(np.int64))
    sign = pl.Series(np.where(weights < 0, "-", "+").tolist(), dtype=pl.String)
    return sign + (tenths // 10).cast(pl.String) + "." + (tenths % 10).cast(pl.String)
