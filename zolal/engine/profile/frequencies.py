"""How often each value occurs."""

from __future__ import annotations

from typing import Any

import polars as pl

TOP = 10
"""Values listed of a column; enough to see its habits, few enough to read."""


def ranking(cells: pl.Series, name: str, *, above: int = 0) -> tuple[int, list[dict[str, Any]]]:
    """The number of distinct cells, and the ten most frequent as {name, count, share}.

    Cells that occur no more than `above` times are left out of the list. Equal counts stand in the order of the text.
    """
    counts = cells.alias(name).value_counts(name="count")
    top = counts.filter(pl.col("count") > above).sort("count", name, descending=[True, False]).head(TOP)
    rows = top.with_columns(share=(pl.col("count") / max(1, len(cells))).round(6))
    return counts.height, rows.to_dicts()
