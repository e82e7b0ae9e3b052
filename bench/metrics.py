"""How well rows were put together, against the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl


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


def _pairs(sizes: pl.Series) -> int:
    sizes = sizes.cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _f(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
