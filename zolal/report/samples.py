"""Rows worth seeing: before and after, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from zolal.engine.pipeline import Cleaned
from zolal.engine.score.presence import fields
from zolal.report.columns import Columns

MENDS = 10
ERRORS = 8
MERGED = 3
PAIRS = 4
CELLS = 6
"""Fields shown of a sample row, and rows of a sample customer."""

FIELDS = 16
"""Fields shown of a sample customer."""

MERGED_SIZES = (3, 2, 4)
"""Sizes of the groups shown first: enough rows to be interesting, few enough to read."""


def mends(issues: pl.DataFrame) -> list[dict[str, Any]]:
    """One mend of every sort: what was written and the form it was given."""
    mended = issues.filter((pl.col("severity") == "info") & (pl.col("proposal") != ""))
    return _one_of_each(mended, MENDS)


def errors(issues: pl.DataFrame) -> list[dict[str, Any]]:
    """One wrong value of every sort, errors before warnings."""
    wrong = issues.filter(pl.col("severity").is_in(["error", "warning"]))
    return _one_of_each(wrong.sort("severity", maintain_order=True), ERRORS)


def class_rows(cleaned: Cleaned, name: str, columns: Columns) -> list[dict[str, Any]]:
    """The sample rows of a class: {row, cells: [{name, raw, value}]} with the fields that tell why."""
    found = cleaned.summary["classes"].get(name)
    shown = _telling(name, cleaned, columns)
    rows = cleaned.records[found["samples"]].to_dicts() if found else []
    return [{"row": row, "cells": [_cell(column, row, columns) for column in shown]} for row in rows]


def merged(cleaned: Cleaned, columns: Columns) -> list[dict[str, Any]]:
    """Customers that were several rows: {customer, rows, fields: [{name, written, value}], pairs}."""
    sizes = cleaned.records.group_by("entity", maintain_order=True).len("size").filter(pl.col("size") > 1)
    return [_customer(cleaned, entity, columns) for entity in _chosen(sizes)]


def to_ask(cleaned: Cleaned) -> list[dict[str, Any]]:
    """The pairs a person should decide, the likeliest first."""
    asked = cleaned.duplicates.filter(pl.col("decision") == "ask")
    return asked.sort("probability", descending=True, maintain_order=True).head(PAIRS).to_dicts()


def _one_of_each(issues: pl.DataFrame, most: int) -> list[dict[str, Any]]:
    return issues.unique(["column", "code"], keep="first", maintain_order=True).head(most).to_dicts()


def _telling(name: str, cleaned: Cleaned, columns: Columns) -> list[str]:
    names = [entry["name"] for entry in columns.entries]
    vital, _ = fields(names, cleaned.summary["essential"])
    vital_names = list(dict.fromkeys(column for group in vital.values() for column in group))
    dates = [e["name"] for e in columns.entries if e["measure"] == "date" and e["kind"] != "birth_date"]
    return (dates + vital_names if name == "old" else vital_names)[:CELLS]


def _cell(name: str, row: Mapping[str, Any], columns: Columns) -> dict[str, str]:
    return {"name": name, "raw": columns.raw(name, row), "value": str(row.get(name) or "")}


def _chosen(sizes: pl.DataFrame) -> list[str]:
    chosen: list[str] = []
    for size in (*MERGED_SIZES, *sorted(sizes["size"].unique().to_list())):
        for entity in sizes.filter(pl.col("size") == size)["entity"]:
            if entity not in chosen:
                chosen.append(entity)
                break
    return chosen[:MERGED]


def _customer(cleaned: Cleaned, entity: str, columns: Columns) -> dict[str, Any]:
    rows = cleaned.records.filter(pl.col("entity") == entity).to_dicts()
    survivor = cleaned.customers.filter(pl.col("entity") == entity).to_dicts()
    kept = survivor[0] if survivor else {}
    shown = [entry["name"] for entry in columns.entries if any(row.get(entry["name"]) for row in rows)][:FIELDS]
    written = [
        {"name": name, "written": [columns.raw(name, row) for row in rows[:CELLS]], "value": str(kept.get(name) or "")}
        for name in shown
    ]
    return {
        "entity": entity,
        "rows": rows[:CELLS],
        "size": len(rows),
        "fields": written,
        "pairs": _pairs(cleaned, rows),
    }


def _pairs(cleaned: Cleaned, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    places = pl.DataFrame({"file": [r["file"] for r in rows], "row": [r["row"] for r in rows]}).unique()
    pairs = cleaned.duplicates.join(places, left_on=["file_a", "row_a"], right_on=["file", "row"], how="semi")
    pairs = pairs.join(places, left_on=["file_b", "row_b"], right_on=["file", "row"], how="semi")
    return pairs.sort("file_a", "row_a", "file_b", "row_b").head(PAIRS).to_dicts()
