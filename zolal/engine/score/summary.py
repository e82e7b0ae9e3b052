"""The figures of a run: what the command prints and the report draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from zolal.engine.score.database import score_database

SYSTEMATIC = 0.2
"""Share of the rows from which one fault in a column is a habit of the source rather than a slip."""


def summarise(
    *,
    values: pl.DataFrame,
    severity: pl.DataFrame,
    essential: Sequence[str],
    duplicate: pl.Series,
    age_days: pl.Series | None,
    quality: pl.DataFrame,
    records: pl.DataFrame,
    issues: pl.DataFrame,
    duplicates: pl.DataFrame,
    as_of: str = "",
) -> dict[str, Any]:
    """All of `score_database`, and the counts around it.

    `records` needs the columns file, sheet and entity (row for row with `values`); `issues` and `duplicates` are the
    tables of `Cleaned`; `as_of` is the ISO date that *old* was reckoned from, "" when there is none. Added are

    - rows, customers, as_of
    - files: [{file, sheet, rows, invalid, quality}]: rows with an error and the mean quality of each input
    - groups: {sizes: [{size, groups}], groups, rows, largest, spared}: customers with more than one row
    - pairs: {same, ask}
    - issues: [{column, total, errors, warnings, infos, codes: [{code, severity, message, count, value, proposal}]}]
      with one example each, most frequent first
    - systematic: [{column, code, message, count, share}]: one fault in a fifth of the rows or more: mend the source
    """
    whole = score_database(
        values=values, severity=severity, essential=essential, duplicate=duplicate, age_days=age_days, quality=quality
    )
    by_column = _issues(issues)
    return {
        "rows": records.height,
        "customers": records["entity"].filter(records["entity"] != "").n_unique(),
        "as_of": as_of,
        "files": _files(records, severity, quality),
        **whole,
        "groups": _groups(records),
        "pairs": {decision: duplicates.filter(pl.col("decision") == decision).height for decision in ("same", "ask")},
        "issues": by_column,
        "systematic": _systematic(by_column, records.height),
    }


def _files(records: pl.DataFrame, severity: pl.DataFrame, quality: pl.DataFrame) -> list[dict[str, Any]]:
    invalid = severity.select(pl.any_horizontal(pl.all() == "error").alias("invalid")).to_series()
    rows = records.select("file", "sheet").with_columns(invalid, quality["quality"])
    return (
        rows.group_by("file", "sheet", maintain_order=True)
        .agg(pl.len().alias("rows"), pl.col("invalid").sum(), pl.col("quality").mean().round(1))
        .to_dicts()
    )


def _groups(records: pl.DataFrame) -> dict[str, Any]:
    sizes = (
        records.filter(pl.col("entity") != "")
        .group_by("entity")
        .len("size")
        .group_by("size")
        .len("groups")
        .filter(pl.col("size") > 1)
        .sort("size")
    )
    rows = int((sizes["size"] * sizes["groups"]).sum())
    groups = int(sizes["groups"].sum())
    largest = sizes["size"].max() if len(sizes) else 0
    return {"sizes": sizes.to_dicts(), "groups": groups, "rows": rows, "largest": largest, "spared": rows - groups}


def _issues(issues: pl.DataFrame) -> list[dict[str, Any]]:
    shown = pl.col("severity", "message", "value", "proposal").first()  # a code has one severity and one message
    counts = issues.group_by("column", "code").agg(pl.len().alias("count"), shown)
    counts = counts.sort("count", "column", "code", descending=[True, False, False])
    columns = counts.group_by("column").agg(pl.col("count").sum()).sort("count", "column", descending=[True, False])
    order = ["code", "severity", "message", "count", "value", "proposal"]
    return [
        _column(name, total, counts.filter(pl.col("column") == name).select(order).to_dicts())
        for name, total in columns.rows()
    ]


def _column(name: str, total: int, codes: list[dict[str, Any]]) -> dict[str, Any]:
    by = {s: sum(c["count"] for c in codes if c["severity"] == s) for s in ("error", "warning", "info")}
    return {
        "column": name,
        "total": total,
        "errors": by["error"],
        "warnings": by["warning"],
        "infos": by["info"],
        "codes": codes,
    }


def _systematic(by_column: list[dict[str, Any]], rows: int) -> list[dict[str, Any]]:
    return [
        {
            "column": entry["column"],
            "code": code["code"],
            "message": code["message"],
            "count": code["count"],
            "share": round(code["count"] / rows, 4),
        }
        for entry in by_column
        for code in entry["codes"]
        if code["count"] >= SYSTEMATIC * rows
    ]
