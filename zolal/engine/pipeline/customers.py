"""Who the customers are: their names for the outside, and their best records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from zolal.engine.match.pairs import Mask, Rows
from zolal.engine.merge.survive import survivors
from zolal.engine.pipeline.age import Ages
from zolal.engine.pipeline.normalise import Base
from zolal.engine.score import score_records


@dataclass(frozen=True)
class Customers:
    """`owner` is the first row of every record's customer; customers are numbered as they first appear.

    A `blank` row, in which nothing is written at all, is nobody.
    """

    owner: Rows
    blank: Mask

    @cached_property
    def first(self) -> Rows:
        """The first row of each customer."""
        return np.flatnonzero((self.owner == np.arange(len(self.owner))) & ~self.blank)

    @cached_property
    def ids(self) -> pl.Series:
        """One id a customer."""
        return pl.Series("entity", [f"C{number:07d}" for number in range(1, len(self.first) + 1)], dtype=pl.String)

    @property
    def of_records(self) -> pl.Series:
        """The id of every record's customer, "" of a blank row."""
        ids = pl.concat([self.ids, pl.Series("entity", [""])])
        at = np.where(self.blank, len(self.first), np.searchsorted(self.first, self.owner))
        return ids.gather(at)

    @property
    def again(self) -> pl.Series:
        """Whether an earlier record is the same customer."""
        return pl.Series(self.owner != np.arange(len(self.owner)))


def best_records(base: Base, customers: Customers, ages: Ages, essential: Sequence[str]) -> pl.DataFrame:
    """`Cleaned.customers`: the surviving values with their quality; a customer is as fresh as its newest record."""
    somebody = ~customers.blank[np.unique(customers.owner)]
    merged = survivors(base.values, base.kinds, customers.owner, ages.newest).filter(somebody)
    youngest = ages.youngest(customers.owner)
    values = merged.drop("rows")
    none = pl.DataFrame({name: pl.Series([""]).new_from_index(0, merged.height) for name in values.columns})
    scored = score_records(
        values=values,
        severity=none,
        essential=essential,
        duplicate=pl.Series([False]).new_from_index(0, merged.height),
        age_days=youngest.filter(somebody) if youngest is not None else None,
    )
    columns = [customers.ids.to_frame(), values, merged.select("rows"), scored.select("quality")]
    return pl.concat(columns, how="horizontal")
