"""One value for every gap of a column: the one nearly everybody has, or the middle one."""

from __future__ import annotations

from typing import Any

import polars as pl

from zolal.engine.impute.proposal import proposal

MAJORITY = 0.8
"""Share of the known values from which a value may become the default."""

FEWEST = 10
"""Known values below which a column tells nothing about its gaps."""

WITH_DEFAULT = frozenset({"category", "city", "gender", "job_title", "number", "province", "text"})
"""Kinds where many customers may share a value; a majority of e-mails or names would be a mistake, not a default."""

WITH_MEDIAN = frozenset({"money", "number"})


def majority(cells: pl.Series, kind: str) -> list[dict[str, Any]]:
    """The value at least eight in ten of the filled cells have."""
    known = cells.filter(cells != "")
    missing = len(cells) - len(known)
    if kind not in WITH_DEFAULT or not missing or len(known) < FEWEST:
        return []
    counts = known.alias("value").value_counts(name="count").sort("count", "value", descending=[True, False])
    value, count = counts.row(0)
    share = count / len(known)
    return [proposal("majority", value=value, share=share, rows=missing)] if share >= MAJORITY else []


def median(cells: pl.Series, kind: str) -> list[dict[str, Any]]:
    """The median of a column of numbers: half of the known values lie on either side."""
    known = cells.filter(cells != "")
    missing = len(cells) - len(known)
    if kind not in WITH_MEDIAN or not missing or len(known) < FEWEST:
        return []
    numbers = known.cast(pl.Float64, strict=False).drop_nulls()
    middle = numbers.quantile(0.5, "nearest")  # a value that occurs, so that a whole number stays one
    if middle is None:
        return []
    share = numbers.filter(numbers == middle).len() / len(numbers)
    return [proposal("median", value=f"{middle:.10g}", share=share, rows=missing)]
