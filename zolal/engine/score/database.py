"""The quality of a whole database: its score, two scopes beside the benchmark, and the four classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from zolal.engine.score.drivers import drivers
from zolal.engine.score.parts import Standing, standing
from zolal.engine.score.presence import fields
from zolal.engine.score.weights import ACCURACY_LINE, FIRMS_ABOVE, OLD_DAYS, PARTS, STUDY

SAMPLES = 5


def score_database(
    *,
    values: pl.DataFrame,
    severity: pl.DataFrame,
    essential: Sequence[str],
    duplicate: pl.Series,
    age_days: pl.Series | None,
    quality: pl.DataFrame,
) -> dict[str, Any]:
    """score, scopes, benchmark, classes and drivers of all records together (shapes below, JSON-ready).

    The frames are those of `score_records`, `quality` its result.

    - score: {quality: mean 0..100, parts: [{part, weight, score 0..1}]}; freshness is left out when no age is known
    - scopes: {"all" | "essential": {columns, completeness, validity, accuracy}}; completeness is the share of the
      scope's fields that are written, validity the share of the written cells that is right (a warning is half
      right), accuracy their product: what can be relied on of all that should be there
    - benchmark: the study's line and the share of firms above it, by scope
    - classes: {"duplicate" | "invalid" | "old" | "incomplete": {rows, share, samples (0-based positions)}}; old is None
      when no age is known. Duplicate: an earlier record is the same customer; invalid: a cell with an error; old:
      untouched for two years; incomplete: an essential field is missing
    - drivers: see `drivers`
    - essential: the fields named so; absent: those of them the input has no column for
    """
    of = standing(values, severity, essential)
    vital, _ = fields(values.columns, essential)
    vital_columns = [column for column in values.columns if any(column in group for group in vital.values())]
    return {
        "essential": list(essential),
        "absent": [name for name, columns in vital.items() if not columns],
        "score": _score(quality),
        "scopes": {
            "all": _scope(of, values, values.columns, [of.vital, of.others]),
            "essential": _scope(of, values, vital_columns, [of.vital]),
        },
        "benchmark": {"line": ACCURACY_LINE, "firms_above": dict(FIRMS_ABOVE), "study": STUDY},
        "classes": _classes(of, severity, duplicate, age_days),
        "drivers": drivers(of, quality),
    }


def _score(quality: pl.DataFrame) -> dict[str, Any]:
    means = quality.mean().row(0, named=True)
    parts = [
        {"part": name, "weight": weight, "score": round(means[name], 4)}
        for name, weight in PARTS.items()
        if means[name] is not None
    ]
    return {"quality": round(means["quality"] or 0.0, 1), "parts": parts}


def _scope(of: Standing, values: pl.DataFrame, columns: Sequence[str], there: Sequence[pl.DataFrame]) -> dict[str, Any]:
    slots = sum(frame.width for frame in there) * values.height
    full = sum(int(frame.sum().sum_horizontal().sum()) for frame in there if frame.width)
    penalty = of.penalty.select(columns)
    cells = sum(int(((values[c] != "") | (penalty[c] > 0)).sum()) for c in columns)
    lost = sum(float(penalty[c].cast(pl.Float64).sum()) for c in columns)
    completeness, validity = full / slots if slots else 0.0, 1 - lost / cells if cells else 0.0
    return {
        "columns": list(columns),
        "completeness": round(completeness, 4),
        "validity": round(validity, 4),
        "accuracy": round(completeness * validity, 4),
    }


def _classes(
    of: Standing, severity: pl.DataFrame, duplicate: pl.Series, age_days: pl.Series | None
) -> dict[str, dict[str, Any] | None]:
    invalid = severity.select(pl.any_horizontal(pl.all() == "error").alias("invalid")).to_series()
    complete = of.vital.with_columns(pl.all_horizontal(pl.lit(value=True), pl.all()).alias("complete"))["complete"]
    dated = age_days is not None and age_days.is_not_null().any()
    return {
        "duplicate": _class(duplicate),
        "invalid": _class(invalid),
        "old": _class((age_days > OLD_DAYS).fill_null(value=False)) if dated and age_days is not None else None,
        "incomplete": _class(~complete),
    }


def _class(rows: pl.Series) -> dict[str, Any]:
    count = int(rows.sum())
    share = round(count / len(rows), 4) if len(rows) else 0.0
    return {"rows": count, "share": share, "samples": rows.arg_true().head(SAMPLES).to_list()}
