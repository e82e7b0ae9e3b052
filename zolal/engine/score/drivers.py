"""What would raise the score most."""

from __future__ import annotations

from typing import Any

import polars as pl

from zolal.engine.score.parts import Standing
from zolal.engine.score.record import total_weight
from zolal.engine.score.weights import PARTS

MOST = 8
LEAST_GAIN = 0.05
"""Points below which an action is not worth naming."""


def drivers(of: Standing, quality: pl.DataFrame) -> list[dict[str, Any]]:
    """The actions with the highest gain, best first: [{action, column, rows, gain}].

    `gain` is how many points (of 100) the mean quality would rise if the action were done on all its `rows`:
    "fill" a field that is missing, "mend" the wrong values of a column, "merge" the duplicates, "refresh" what is old.
    """
    point = quality.select(100 / total_weight()).to_series()  # what one whole part is worth, by record
    found = [*_fill(of, point), *_mend(of, point), *_whole_part("merge", "uniqueness", quality, point)]
    found += _whole_part("refresh", "freshness", quality, point)
    found = [driver for driver in found if driver["gain"] >= LEAST_GAIN]
    return sorted(found, key=lambda driver: (-driver["gain"], driver["action"], driver["column"]))[:MOST]


def _fill(of: Standing, point: pl.Series) -> list[dict[str, Any]]:
    return [
        _driver("fill", name, ~frame[name], point * (PARTS["completeness"] * share))
        for frame, share in zip((of.vital, of.others), of.share, strict=True)
        for name in frame.columns
    ]


def _mend(of: Standing, point: pl.Series) -> list[dict[str, Any]]:
    cell = point * PARTS["validity"] / of.cells
    return [
        _driver("mend", name, of.penalty[name] > 0, cell * of.penalty[name] * weight)
        for name, weight in of.weight.items()
    ]


def _whole_part(action: str, part: str, quality: pl.DataFrame, point: pl.Series) -> list[dict[str, Any]]:
    lost = (1 - quality[part]).fill_null(0.0)
    return [_driver(action, "", lost > 0, point * PARTS[part] * lost)]


def _driver(action: str, column: str, rows: pl.Series, gain: pl.Series) -> dict[str, Any]:
    total = gain.filter(rows).sum() / max(1, len(rows))
    return {"action": action, "column": column, "rows": int(rows.sum()), "gain": round(total, 2)}
