"""How old records are, by any date but the birth date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from zolal.engine.match.pairs import Rows
from zolal.engine.pipeline.normalise import Base


@dataclass(frozen=True)
class Ages:
    """newest: the newest ISO date of each record, "" where it has none; None when no column is a date.

    days: its age at `as_of`, null where it has none; None without any date.
    """

    newest: pl.Series | None
    days: pl.Series | None
    as_of: date | None

    def youngest(self, owner: Rows) -> pl.Series | None:
        """The age of each customer's newest record, in order of first appearance."""
        if self.days is None:
            return None
        ages = pl.DataFrame({"owner": owner, "age": self.days})
        return ages.group_by("owner").agg(pl.col("age").min()).sort("owner")["age"]


def ages_of(base: Base, as_of: date | None) -> Ages:
    """Ages at `as_of`, or at the newest date of all where none is given: the engine has no clock."""
    columns = [name for name, kind in base.kinds.items() if kind == "date"]
    if not columns:
        return Ages(None, None, as_of)
    newest = base.values.select(pl.max_horizontal(pl.col(columns).str.slice(0, 10))).to_series()
    days = newest.str.to_date("%Y-%m-%d", strict=False).alias("day")
    latest = days.max()
    last = as_of or (latest if isinstance(latest, date) else None)
    if last is None:
        return Ages(newest, None, None)
    return Ages(
        newest, days.to_frame().select((pl.lit(last) - pl.col("day")).dt.total_days().clip(0)).to_series(), last
    )
