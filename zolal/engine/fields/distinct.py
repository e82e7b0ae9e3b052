"""The distinct texts of a column, and which of them each cell is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl


def coded(texts: pl.Series) -> tuple[npt.NDArray[np.int32], pl.Series]:
    """The number of every text, in order of appearance, and the texts by number; null is -1."""
    numbers = numbered(texts).fill_null(-1).to_numpy()
    first = np.flatnonzero(numbers > np.maximum.accumulate(np.append(np.int32(-1), numbers[:-1])))
    return np.ascontiguousarray(numbers, dtype=np.int32), texts.gather(first.astype(np.uint32))


def numbered(texts: pl.Series) -> pl.Series:
    """Texts as numbers in order of appearance, null as null."""
    # Categories of their own: the numbers begin with this column.
    return texts.cast(pl.Categorical(pl.Categories.random())).to_physical().cast(pl.Int32)
