"""Pairs that a person has judged, as rows of this run."""

from __future__ import annotations

import polars as pl

from zolal.engine.match.pairs import Rows
from zolal.engine.match.resolve import Judgements


def labels(place: pl.DataFrame) -> pl.Series:
    """What a record's file is called among pairs: its name, with the sheet where a file has several."""
    several = pl.col("sheet").n_unique().over("file") > 1
    return (
        place.select(pl.when(several).then(pl.concat_str("file", "sheet", separator=":")).otherwise("file"))
        .to_series()
        .alias("label")
    )


def judgements(
    decisions: pl.DataFrame | None, place: pl.DataFrame, label: pl.Series
) -> tuple[Judgements, dict[str, int]]:
    """The judged pairs that are here, and how many were obeyed and how many name rows that are not here."""
    if decisions is None or not decisions.height:
        return Judgements(), {"obeyed": 0, "unknown": 0}
    rows = place.select(label, pl.col("row").cast(pl.Int64)).with_row_index("at")
    found = decisions.select(
        "decision", "file_a", pl.col("row_a").cast(pl.Int64), "file_b", pl.col("row_b").cast(pl.Int64)
    )
    for side in ("a", "b"):
        found = found.join(
            rows.rename({"label": f"file_{side}", "row": f"row_{side}", "at": f"at_{side}"}),
            on=[f"file_{side}", f"row_{side}"],
            how="left",
        )
    known = found.drop_nulls().filter(pl.col("at_a") != pl.col("at_b"))
    same, not_same = (_pairs(known.filter(pl.col("decision") == word)) for word in ("same", "not same"))
    return Judgements(same, not_same), {"obeyed": len(same) + len(not_same), "unknown": found.height - known.height}


def _pairs(known: pl.DataFrame) -> Rows:
    return known.select(pl.col("at_a", "at_b").cast(pl.Int64)).to_numpy().reshape(-1, 2)
