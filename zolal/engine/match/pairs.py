"""Pairs of records on their way through matching, and the arrays they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

Rows = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Levels = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

THREADS = 2
"""numpy works outside the GIL; more threads than this would cost memory rather than save time."""

FEW = 20_000
"""Numbers that numpy sorts before Polars has begun."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of records by their rows, left below right, and the level at which each field agrees, (pairs, fields)."""

    left: Rows
    right: Rows
    levels: Levels

    def __len__(self) -> int:
        return len(self.left)

    def __getitem__(self, at: Any) -> Pairs:  # noqa: ANN401 - whatever indexes an array
        return Pairs(self.left[at], self.right[at], self.levels[at])


def chunks(count: int, size: int) -> Iterator[slice]:
    """Slices that together cover `count` items: work that would take too much memory at once."""
    return (slice(start, start + size) for start in range(0, count, size))


def by_number(numbers: Rows, rows: Rows, size: int) -> tuple[Rows, Rows]:
    """Numbers in order, and the rows, below `size`, that they belong to; of equal numbers the lower row first."""
    bits = size.bit_length()
    if numbers.min(initial=0) >= 0 and int(numbers.max(initial=0)) >> (63 - bits) == 0:
        # Numbers are sorted ten times as fast as their order is found.
        together = numbers << bits
        together |= rows
        together = in_order(together)
        return together >> bits, together & ((1 << bits) - 1)
    order = np.lexsort((rows, numbers))
    return numbers[order], rows[order]


def in_order(numbers: Rows) -> Rows:
    """The numbers sorted: by Polars, which takes a quarter of the time that numpy takes on some processors."""
    return np.sort(numbers) if len(numbers) < FEW else pl.Series(numbers).sort().to_numpy()


def fresh(ordered: Rows) -> Mask:
    """Where in sorted numbers another one begins."""
    found = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=found[1:])
    return found
