"""AVERAGE, MEDIAN, STDEV, MIN, MAX, quartiles and outliers, under the names spreadsheets gave them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import polars as pl

FENCE = 3
"""Outliers lie more than three interquartile ranges outside the quartiles: Tukey's "far out" (1977).

The usual 1.5 would call every large customer of a skewed money column wrong.
"""
RULE = f"{FENCE} × IQR"
EXAMPLES = 5
EPOCH = date(1970, 1, 1)

Show = Callable[[float], Any]


def as_number(x: float) -> float | int:
    """Two decimals, four significant digits below one, and no `.0`."""
    rounded = round(x, 2) if abs(x) >= 1 else float(f"{x:.4g}")
    return int(rounded) if rounded.is_integer() else rounded


def as_date(days: float) -> str:
    """Days since 1970 as an ISO date; the half day of a median falls on the earlier date."""
    return (EPOCH + timedelta(days=int(days // 1))).isoformat()


def statistics(numbers: pl.Series, *, of: str, show: Show = as_number) -> dict[str, Any] | None:
    """The figures of a column of floats, each through `show`; None without a number.

    STDEV is the sample's (n − 1), 0 for one number; quartiles are interpolated: both as a spreadsheet does it.
    """
    if numbers.is_empty():
        return None
    column = pl.col(numbers.name)
    figures = (
        numbers.to_frame()
        .select(
            average=column.mean(),
            median=column.median(),
            stdev=column.std().fill_null(0.0),
            min=column.min(),
            max=column.max(),
            q1=column.quantile(0.25, "linear"),
            q3=column.quantile(0.75, "linear"),
        )
        .row(0, named=True)
    )
    shown = {name: as_number(x) if name == "stdev" else show(x) for name, x in figures.items()}
    return {"of": of, "count": len(numbers), **shown}


def outliers(numbers: pl.Series, cells: pl.Series, *, show: Show = as_number) -> dict[str, Any] | None:
    """The cells whose number lies outside the fences, the farthest as examples; None where the quartiles coincide."""
    q1, q3 = numbers.quantile(0.25, "linear"), numbers.quantile(0.75, "linear")
    if q1 is None or q3 is None or q1 == q3:
        return None
    low, high = q1 - FENCE * (q3 - q1), q3 + FENCE * (q3 - q1)
    far = pl.DataFrame({"cell": cells, "distance": (numbers - (low + high) / 2).abs() - (high - low) / 2})
    far = far.filter(pl.col("distance") > 0)
    examples = far.unique("cell").sort("distance", "cell", descending=[True, False]).head(EXAMPLES)["cell"].to_list()
    return {"rule": RULE, "low": show(low), "high": show(high), "count": far.height, "examples": examples}
