"""The parts a quality is made of, each 0..1 for every record.

Columns are added up as arrays: a query of Polars for each of the sums takes longer than all of them where one record
is judged, as every edit does.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt
import polars as pl

from zolal.engine.score.presence import fields, present, written
from zolal.engine.score.weights import (
    ESSENTIAL_CELL,
    ESSENTIAL_SHARE,
    ESSENTIAL_WEIGHT,
    FRESH_DAYS,
    PENALTY,
    STALE_DAYS,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is of every record, worked out once.

    `vital` and `others` tell by field whether it is there (Booleans); `share` is what completeness gives to one
    vital and to one other field; `penalty` is what the issues take from each column's cell, `weight` how many cells
    a column counts for, `cells` the weighted number of cells written in a record.
    """

    vital: pl.DataFrame
    others: pl.DataFrame
    share: tuple[float, float]
    penalty: pl.DataFrame
    weight: dict[str, float]
    cells: pl.Series


def standing(values: pl.DataFrame, severity: pl.DataFrame, essential: Sequence[str]) -> Standing:
    """The same columns in both frames, Strings without nulls."""
    vital, others = fields(values.columns, essential)
    penalty = pl.DataFrame([_penalty(column) for column in severity.iter_columns()] or None, height=severity.height)
    there = written(values, penalty)
    decide = essential_share(len(vital), len(others))
    vital_columns = {column for group in vital.values() for column in group}
    weight = {column: ESSENTIAL_CELL if column in vital_columns else 1.0 for column in values.columns}
    return Standing(
        vital=present(there, vital),
        others=present(there, others),
        share=(decide / max(1, len(vital)), (1 - decide) / max(1, len(others))),
        penalty=penalty,
        weight=weight,
        cells=pl.Series("cells", _total(there, weight)),
    )


def essential_share(vital: int, others: int) -> float:
    """What the essential fields together decide of completeness: seven tenths, or more where there are few others."""
    if not vital or not others:
        return float(bool(vital))
    return max(ESSENTIAL_SHARE, ESSENTIAL_WEIGHT * vital / (ESSENTIAL_WEIGHT * vital + others))


def completeness(of: Standing) -> pl.Series:
    """The essential fields that are there by their share, the others by the rest, evenly within each."""
    vital, other = of.share
    return pl.Series("completeness", _total(of.vital) * vital + _total(of.others) * other)


def validity(of: Standing) -> pl.Series:
    """1 − penalties / cells written, an essential cell counting three times; 0 where nothing is written."""
    cells = of.cells.to_numpy()
    right = 1 - _total(of.penalty, of.weight) / np.maximum(cells, 1.0)
    return pl.Series("validity", np.where(cells > 0, right.clip(0.0, 1.0), 0.0))


def freshness(age_days: pl.Series) -> pl.Series:
    """1 up to a year, evenly falling to 0 at five; null where the age is unknown."""
    left = (STALE_DAYS - age_days.cast(pl.Float64).to_numpy()) / (STALE_DAYS - FRESH_DAYS)
    return pl.Series("freshness", left.clip(0.0, 1.0), nan_to_null=True)


def _penalty(severity: pl.Series) -> pl.Series:
    lost = [(severity == name).to_numpy() * np.float32(cost) for name, cost in PENALTY.items()]
    return pl.Series(severity.name, reduce(operator.add, lost))


def _total(frame: pl.DataFrame, weight: Mapping[str, float] | None = None) -> npt.NDArray[np.float64]:
    """The sum of each row's columns by weight, one each where none is given."""
    total = np.zeros(frame.height)
    for column in frame.iter_columns():
        total += column.to_numpy() * (weight[column.name] if weight else 1.0)
    return total
