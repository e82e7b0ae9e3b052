"""How well rows were put together, against the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

BANDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)


@dataclass(frozen=True, slots=True)
class Score:
    """Shares 0..1, and the size of the largest cluster that was found.

    precision, recall, f1: over pairs of rows that stand in one cluster.
    b3: the B-cubed F measure (Bagga & Baldwin 1998): precision and recall averaged over rows, not pairs.
    """

    precision: float
    recall: float
    f1: float
    b3: float
    largest: int

    def __str__(self) -> str:
        return (
            f"F1 {self.f1:.4f}  precision {self.precision:.4f}  recall {self.recall:.4f}  "
            f"B3 {self.b3:.4f}  largest {self.largest}"
        )


def score(truth: Sequence[object] | pl.Series, found: Sequence[object] | pl.Series) -> Score:
    """Compare the found cluster of every row with its true one. ValueError when the lengths differ or are 0.

    No pair found is a precision of 1, no pair to find a recall of 1.
    """
    if len(truth) != len(found) or not len(truth):
        raise ValueError(f"{len(truth)} true and {len(found)} found clusters cannot be compared")
    rows = pl.DataFrame({"truth": list(map(str, truth)), "found": list(map(str, found))})
    both = rows.group_by("truth", "found").len("both")
    cells = both.join(rows.group_by("truth").len("true"), on="truth").join(
        rows.group_by("found").len("size"), on="found"
    )
    right = _pairs(cells["both"])
    precision = _share(right, _pairs(rows.group_by("found").len()["len"]))
    recall = _share(right, _pairs(rows.group_by("truth").len()["len"]))
    weight = pl.col("both").cast(pl.Float64) ** 2
    b3_precision, b3_recall = cells.select(
        (weight / pl.col("size")).sum().alias("precision") / len(rows),
        (weight / pl.col("true")).sum().alias("recall") / len(rows),
    ).row(0)
    return Score(precision, recall, _f(precision, recall), _f(b3_precision, b3_recall), int(cells["size"].max()))  # type: ignore[arg-type]


def edges(truth: Sequence[object] | pl.Series, left: Sequence[int], right: Sequence[int], *, true: int) -> Score:
    """Precision, recall and F1 of pairs (left[i], right[i]) of rows, of which there should be `true`.

    There are no clusters: `b3` is 0 and `largest` is 2.
    """
    named = pl.Series(list(map(str, truth)), dtype=pl.String)
    right_ones = int((named.gather(list(left)) == named.gather(list(right))).sum())
    precision, recall = _share(right_ones, len(left)), _share(right_ones, true)
    return Score(precision, recall, _f(precision, recall), 0.0, 2)


@dataclass(frozen=True, slots=True)
class Band:
    """The pairs whose probability is at least `low` and below the next band's: how sure we were, how often right."""

    low: float
    pairs: int
    predicted: float
    true: float

    @property
    def error(self) -> float:
        """In points of a hundred; above 0 we were too sure."""
        return 100 * (self.predicted - self.true)


def calibration(probability: npt.NDArray[np.float64], true: npt.NDArray[np.bool_]) -> list[Band]:
    """The pairs of each of `BANDS`; an empty one is left out."""
    band = np.searchsorted(BANDS, probability, side="right") - 1
    found = []
    for index, low in enumerate(BANDS):
        inside = band == index
        if inside.any():
            share = (float(part[inside].mean()) for part in (probability, true))
            found.append(Band(low, int(inside.sum()), *share))
    return found


def _pairs(sizes: pl.Series) -> int:
    sizes = sizes.cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _f(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
