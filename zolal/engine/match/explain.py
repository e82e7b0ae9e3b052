"""Why two records are held to be the same customer: step by step in figures, and in a sentence."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import polars as pl

from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.feature import Features
from zolal.engine.match.model import Model
from zolal.engine.match.pairs import Floats, Levels, Mask, Pairs, Rows, chunks
from zolal.engine.match.sentence import sentence
from zolal.engine.match.waterfall import BESIDES, is_housed, waterfall
from zolal.engine.records import N_, Translate

CHUNK = 200_000
FARTHEST = 99_999
"""Weights beyond so many tenths are written as this one."""
WIDTH = 2 * FARTHEST + 1
LEAST = 0.05
"""A step that adds less to the log odds is left out."""


def explanations(
    model: Model, features: Features, pairs: Pairs, probability: Floats, translate: Translate
) -> tuple[pl.Series, pl.Series]:
    """A sentence for each pair, and its steps in figures: what adds up to the log odds of its probability.

    The fields that both sides have come first, the weightiest at the front: «mobile: equal +9.8; city: differs -1.9;
    starting chance -8.1».
    """
    told, steps = [pl.Series(dtype=pl.String)], [pl.Series(dtype=pl.String)]
    for part in chunks(len(pairs), CHUNK):
        found = waterfall(model, features, pairs[part], probability[part])
        housed = is_housed(found.household, probability[part])
        told.append(_sentences(model, pairs.levels[part], housed, translate))
        clauses = _field_clauses(model, pairs.levels[part], found.fields, translate)
        besides = [_besides(name, weights, translate) for name, weights in found.besides.items()]
        steps.append(_joined([*clauses, *besides], translate))
    return pl.concat(told), pl.concat(steps)


def _sentences(model: Model, levels: Levels, housed: Mask, translate: Translate) -> pl.Series:
    """One sentence for each pattern of levels, given to all pairs that show it; fields stand by their usual weight."""
    shown = np.column_stack([levels, housed]).astype(np.int8)
    patterns, which = np.unique(shown.view(f"V{shown.shape[1]}").reshape(-1), return_inverse=True)
    rows = patterns.view(np.int8).reshape(len(patterns), -1).tolist()
    texts = [_sentence(model, row[:-1], housed=bool(row[-1]), translate=translate) for row in rows]
    return pl.Series(texts, dtype=pl.String).gather(which.astype(np.uint32))


def _sentence(model: Model, levels: list[int], *, housed: bool, translate: Translate) -> str:
    said = [
        (translate(comparison.label), comparison.levels[level - 1], float(same[level] - strangers[level]))
        for comparison, level, same, strangers in zip(
            model.comparisons, levels, model.same, model.strangers, strict=True
        )
        if level
    ]
    return sentence(said, translate, housed=housed)


def _field_clauses(model: Model, levels: Levels, weights: Floats, translate: Translate) -> list[pl.Series]:
    """The clauses of each pair, sorted by weight; null where there are no more."""
    order = np.argsort(-np.abs(weights), axis=1, kind="stable")
    clauses = np.full(levels.shape, None, dtype=object)
    for column, comparison in enumerate(model.comparisons):
        told = np.flatnonzero((levels[:, column] > 0) & (np.abs(weights[:, column]) >= LEAST))
        clauses[told, column] = _clauses(comparison, levels[told, column], weights[told, column], translate)
    ordered = np.take_along_axis(clauses, order, axis=1)
    return [pl.Series(ordered[:, place].tolist(), dtype=pl.String) for place in range(levels.shape[1])]


def _clauses(comparison: Comparison, levels: Levels, weights: Floats, translate: Translate) -> npt.NDArray[np.object_]:
    pattern, label = translate(N_("{field}: {level} {weight}")), translate(comparison.label)
    names = [translate(level) for level in comparison.levels]

    def clause(level: int, weight: str) -> str:
        return pattern.format(field=label, level=names[level - 1], weight=weight)

    return _written(levels.astype(np.int64), weights, clause)


def _besides(name: str, weights: Floats, translate: Translate) -> pl.Series:
    """The clauses of a step that is no field."""
    pattern, step = translate(N_("{step} {weight}")), translate(BESIDES[name])
    clauses = _written(
        np.zeros(len(weights), dtype=np.int64), weights, lambda _, w: pattern.format(step=step, weight=w)
    )
    clauses[np.abs(weights) < LEAST] = None
    return pl.Series(clauses.tolist(), dtype=pl.String)


def _written(levels: Rows, weights: Floats, clause: Callable[[int, str], str]) -> npt.NDArray[np.object_]:
    """The clause of each level and weight, a tenth exact; each that is different is written once."""
    tenths = np.clip(np.rint(weights * 10).astype(np.int64), -FARTHEST, FARTHEST)
    different, which = np.unique(levels * WIDTH + tenths + FARTHEST, return_inverse=True)
    said = [divmod(number, WIDTH) for number in different.tolist()]
    texts = [clause(level, _signed(tenth - FARTHEST)) for level, tenth in said]
    return np.array([*texts, ""], dtype=object)[which]


def _joined(clauses: list[pl.Series], translate: Translate) -> pl.Series:
    """The clauses of each pair in one text, those that are null left out."""
    frame = pl.DataFrame({str(place): column for place, column in enumerate(clauses)})
    return frame.select(pl.concat_str(pl.all(), separator=translate(N_("; ")), ignore_nulls=True)).to_series()


def _signed(tenths: int) -> str:
    return f"{'-' if tenths < 0 else '+'}{abs(tenths) // 10}.{abs(tenths) % 10}"
