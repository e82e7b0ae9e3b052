"""The parts a quality is made of, each 0..1 for every record."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

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
    costs = [(pl.all() == name).cast(pl.Float32) * cost for name, cost in PENALTY.items()]
    penalty = severity.select(reduce(operator.add, costs))
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
        cells=_total(there.select(pl.col(c).cast(pl.Float32) * w for c, w in weight.items())),
    )


def essential_share(vital: int, others: int) -> float:
    """What the essential fields together decide of completeness: seven tenths, or more where there are few others."""
    if not vital or not others:
        return float(bool(vital))
    return max(ESSENTIAL_SHARE, ESSENTIAL_WEIGHT * vital / (ESSENTIAL_WEIGHT * vital + others))


def completeness(of: Standing) -> pl.Series:
    """The essential fields that are there by their share, the others by the rest, evenly within each."""
    vital, other = of.share
    return (_total(of.vital) * vital + _total(of.others) * other).alias("completeness")


def validity(of: Standing) -> pl.Series:
    """1 − penalties / cells written, an essential cell counting three times; 0 where nothing is written."""
    lost = _total(of.penalty.select(pl.col(c) * w for c, w in of.weight.items()))
    right = pl.DataFrame({"lost": lost, "cells": of.cells}).select(
        pl.when(pl.col("cells") > 0).then(1 - pl.col("lost") / pl.col("cells")).otherwise(0.0).clip(0, 1)
    )
    return right.to_series().cast(pl.Float64).alias("validity")


def freshness(age_days: pl.Series) -> pl.Series:
    """1 up to a year, evenly falling to 0 at five; null where the age is unknown."""
    left = (STALE_DAYS - age_days.cast(pl.Float64)) / (STALE_DAYS - FRESH_DAYS)
    return left.clip(0.0, 1.0).alias("freshness")


def _total(frame: pl.DataFrame) -> pl.Series:
    return frame.with_columns(pl.sum_horizontal(pl.lit(0.0), pl.all()).cast(pl.Float64).alias("total"))["total"]
