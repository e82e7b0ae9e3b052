"""Rows worth seeing: before and after, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from zolal.engine.pipeline import Cleaned
from zolal.engine.pipeline.judged import labels
from zolal.engine.score.presence import fields
from zolal.report.columns import Columns

FAULTS = {"error": 8, "warning": 8, "info": 12}
"""Sorts of issues shown, by severity."""

MERGED = 3
PAIRS = 3
CELLS = 6
"""Fields shown of a sample row."""

FIELDS = 10
"""Fields shown of rows side by side."""

ROWS = 4
"""Rows shown side by side."""

MERGED_SIZES = (3, 2, 4)
"""Sizes of the groups shown first: enough rows to be interesting, few enough to read."""

TELLING = (
    *("first_name", "last_name", "name", "company", "mobile", "phone", "landline", "email"),
    *("national_id", "id_number", "legal_id", "birth_date", "address", "house_number", "postal_code", "zip", "city"),
)
"""Kinds that tell customers apart."""


def faults(issues: pl.DataFrame, severity: str) -> list[dict[str, Any]]:
    """The sorts of issues of a severity, most frequent first: the first issue of each, with the `count` of its sort.

    Notes count only as far as they mended something.
    """
    found = issues.filter(pl.col("severity") == severity)
    if severity == "info":
        found = found.filter(pl.col("proposal") != "")
    first = found.group_by("column", "code", maintain_order=True).agg(pl.all().first(), pl.len().alias("count"))
    return first.sort("count", descending=True, maintain_order=True).head(FAULTS[severity]).to_dicts()


def class_rows(cleaned: Cleaned, name: str, columns: Columns) -> list[dict[str, Any]]:
    """The sample rows of a class: {row, cells: [{name, raw, value, missing}]} with the fields that tell why.

    Missing is a cell whose field is essential and stands in none of the columns that could fill it.
    """
    found = cleaned.summary["classes"].get(name)
    rows = cleaned.records[found["samples"]].to_dicts() if found else []
    groups = _essential(cleaned, columns)
    shown = list(dict.fromkeys(column for group in groups for column in group))
    if name == "old":
        dates = [e["name"] for e in columns.entries if e["measure"] == "date" and e["kind"] != "birth_date"]
        shown = dates + shown
    return [_sample(cleaned, row, shown[:CELLS], groups, columns) for row in rows]


def merged(cleaned: Cleaned, columns: Columns) -> list[dict[str, Any]]:
    """Customers that were several rows: {size, rows, fields: [{name, written, value}], pairs}."""
    known = cleaned.records.filter(pl.col("entity") != "")
    sizes = known.group_by("entity", maintain_order=True).len("size").filter(pl.col("size") > 1)
    records = _labelled(cleaned)
    return [_customer(cleaned, records.filter(pl.col("entity") == entity), columns) for entity in _chosen(sizes)]


def to_ask(cleaned: Cleaned, columns: Columns) -> list[dict[str, Any]]:
    """The pairs a person should decide, the likeliest first: {rows, fields: [{name, written}], pair}."""
    asked = cleaned.duplicates.filter(pl.col("decision") == "ask")
    pairs = asked.sort("probability", descending=True, maintain_order=True).head(PAIRS).to_dicts()
    records = _labelled(cleaned)
    return [_asked(records, pair, columns) for pair in pairs]


def _essential(cleaned: Cleaned, columns: Columns) -> list[list[str]]:
    """The essential fields, each as the columns that can fill it."""
    vital, _ = fields([entry["name"] for entry in columns.entries], cleaned.summary["essential"])
    return list(vital.values())


def _sample(
    cleaned: Cleaned, row: Mapping[str, Any], shown: Sequence[str], groups: Iterable[Sequence[str]], columns: Columns
) -> dict[str, Any]:
    wrong = _wrong(cleaned, row)
    there = {column for column in columns.names if row.get(column) or wrong & columns.headers(column)}
    missing = {column for group in groups if not there.intersection(group) for column in group}
    cells = [
        {
            "name": name,
            "raw": columns.raw(name, row),
            "value": str(row.get(name) or ""),
            "missing": name in missing,
        }
        for name in shown
    ]
    return {"row": row, "cells": cells}


def _wrong(cleaned: Cleaned, row: Mapping[str, Any]) -> set[str]:
    """The headers under which the row has a wrong value: something stands there, though nothing of use."""
    own = pl.all_horizontal(pl.col(name) == row[name] for name in ("row", "file", "sheet"))
    found = cleaned.issues.filter(own & pl.col("severity").is_in(["error", "warning"]))
    return set(found["column"])


def _chosen(sizes: pl.DataFrame) -> list[str]:
    chosen: list[str] = []
    for size in (*MERGED_SIZES, *sorted(sizes["size"].unique().to_list())):
        for entity in sizes.filter(pl.col("size") == size)["entity"]:
            if entity not in chosen:
                chosen.append(entity)
                break
    return chosen[:MERGED]


def _customer(cleaned: Cleaned, records: pl.DataFrame, columns: Columns) -> dict[str, Any]:
    rows = records.head(ROWS).to_dicts()
    kept = cleaned.customers.row(by_predicate=pl.col("entity") == rows[0]["entity"], named=True)
    beside = _side_by_side(rows, columns)
    return {
        "size": records.height,
        "rows": rows,
        "fields": [{**field, "value": str(kept.get(field["name"]) or "")} for field in beside],
        "pairs": _pairs(cleaned, rows),
    }


def _asked(records: pl.DataFrame, pair: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    numbered = [(records.filter(row=pair[f"row_{side}"]), pair[f"file_{side}"]) for side in ("a", "b")]
    rows = [row for found, label in numbered for row in found.filter(label=label).head(1).to_dicts()]
    return {"rows": rows, "fields": _side_by_side(rows, columns), "pair": pair}


def _side_by_side(rows: Sequence[Mapping[str, Any]], columns: Columns) -> list[dict[str, Any]]:
    """What the rows say, field by field: {name, written}, of the fields that tell customers apart."""
    telling = [name for name in columns.names if columns.kind(name) in TELLING] or columns.names
    asked = [{"name": name, "written": [columns.raw(name, row) for row in rows]} for name in telling]
    return [field for field in asked if any(field["written"])][:FIELDS]


def _labelled(cleaned: Cleaned) -> pl.DataFrame:
    """The records with the `label` their file has among the pairs."""
    return cleaned.records.with_columns(labels(cleaned.records))


def _pairs(cleaned: Cleaned, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    among = pl.DataFrame({"label": [row["label"] for row in rows], "row": [row["row"] for row in rows]})
    pairs = cleaned.duplicates.join(among, left_on=["file_a", "row_a"], right_on=["label", "row"], how="semi")
    pairs = pairs.join(among, left_on=["file_b", "row_b"], right_on=["label", "row"], how="semi")
    return pairs.sort("file_a", "row_a", "file_b", "row_b").head(PAIRS).to_dicts()
