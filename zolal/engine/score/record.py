"""The quality of every record, 0 to 100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from zolal.engine.score.parts import Standing, completeness, freshness, standing, validity
from zolal.engine.score.weights import PARTS


def score_records(
    *,
    values: pl.DataFrame,
    severity: pl.DataFrame,
    essential: Sequence[str],
    duplicate: pl.Series,
    age_days: pl.Series | None,
    accuracy: pl.Series | None = None,
    weights: Mapping[str, float] = PARTS,
) -> pl.DataFrame:
    """quality (Int64, 0..100) and its parts completeness, validity, uniqueness, freshness (Float64, 0..1).

    quality = 100 · (0.45·completeness + 0.35·validity + 0.10·uniqueness + 0.10·freshness),
    and without a date the first three by the sum of their weights (`weights.PARTS`, or those given, of any sum):

    - completeness = s·(share of the essential fields that are there) + (1 − s)·(share of the others),
      s = max(0.7, 3e / (3e + o)) for e essential and o other fields;
    - validity = 1 − Σ penalty / cells written: 1 for an error, 0.5 for a warning, essential cells count three times;
    - uniqueness = 0 when `duplicate` says that an earlier record is the same customer, else 1;
    - freshness = 1 up to a year, evenly falling to 0 at five years; null, and left out, where the age is unknown;
    - accuracy, a fifth part where it is given: the share of the checked values that hold; null where none was checked.

    `values` has one String column per output column ("mobile", "mobile_2"), `severity` the same columns with
    "error", "warning", "info" or ""; `duplicate` is Boolean; `age_days` is a number or null per row.
    A cell counts as there when it has a value or an error or warning on it. "name" is there when name, first_name
    or last_name is, or company, for a company needs no more.
    """
    of = standing(values, severity, essential)
    return score_standing(of, duplicate=duplicate, age_days=age_days, accuracy=accuracy, weights=weights)


def score_standing(
    of: Standing,
    *,
    duplicate: pl.Series,
    age_days: pl.Series | None,
    accuracy: pl.Series | None = None,
    weights: Mapping[str, float] = PARTS,
) -> pl.DataFrame:
    """As `score_records`, of records whose standing was worked out already."""
    unknown = pl.Series("freshness", [None], dtype=pl.Float64).new_from_index(0, len(of.cells))
    parts = pl.DataFrame(
        [
            completeness(of),
            validity(of),
            (~duplicate).cast(pl.Float64).alias("uniqueness"),
            unknown if age_days is None else freshness(age_days),
            *([] if accuracy is None else [accuracy.cast(pl.Float64).alias("accuracy")]),
        ]
    )
    return parts.insert_column(0, _weighed(parts, weights))


def _weighed(parts: pl.DataFrame, weights: Mapping[str, float]) -> pl.Series:
    """quality (Int64) from columns of parts: their mean by weight, without those that are null; 0 where none weighs."""
    points, whole = np.zeros(parts.height), np.zeros(parts.height)
    for part in parts.iter_columns():
        share, weight = part.to_numpy(), weights.get(part.name, 0.0)  # NaN where it is null
        points += np.nan_to_num(share) * weight
        whole += ~np.isnan(share) * weight
    mean = np.divide(100 * points, whole, out=np.zeros(parts.height), where=whole > 0)
    return pl.Series("quality", np.rint(mean).clip(0, 100).astype(np.int64))


def total_weight(weights: Mapping[str, float] = PARTS) -> pl.Expr:
    """The weights of the parts a record has."""
    return pl.sum_horizontal(pl.col(name).is_not_null() * weight for name, weight in weights.items())
