"""What one column looks like: how full, how varied, how right, and its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from zolal.engine.fields.kind import Kind
from zolal.engine.fields.missing import PLACEHOLDER
from zolal.engine.profile.frequencies import ranking
from zolal.engine.profile.patterns import shape
from zolal.engine.profile.spread import Show, as_date, as_number, outliers, statistics

LONGEST_EXAMPLE = 80


def profile_column(
    *, raw: pl.Series, value: pl.Series, code: pl.Series, kind: Kind, faults: Mapping[str, str]
) -> dict[str, Any]:
    """Describe one column from its cells (`raw`), their normal forms (`value`) and issue codes (`code`, "" for none).

    The series are Strings of one length without nulls; `faults` tells for a code "value", "format" or "structure".
    Filled are the cells with something written in them, placeholders not counted; valid are the filled cells
    without a wrong value, and what is only worth a note (severity "info") is no wrong value. Shares are 0..1 with
    four digits, of frequent cells six. Everything in the result is ready for JSON:

    - measure, rows, filled, fill, placeholders, distinct, distinct_share, valid, valid_share, wrong_value, wrong_format
    - issues: [{code, fault, count}], most frequent first
    - patterns: {distinct, top: [{pattern, count, share}]} of the raw cells
    - frequent: [{value, count, share}] of the normal forms that occur more than once
    - statistics: {of: "value"|"date"|"length", count, average, median, stdev, min, max, q1, q3} or None;
      dates are ISO with the STDEV in days, lengths count characters
    - outliers: {rule, low, high, count, examples} or None
    """
    cells = pl.DataFrame({"raw": raw, "value": value, "code": code})
    cells = cells.filter((pl.col("raw").str.strip_chars() != "") & (pl.col("code") != PLACEHOLDER.code))
    values = cells["value"].filter(cells["value"] != "")
    issues = _issues(code, faults)
    wrong = _wrong(issues, kind)
    kinds_of_shape, shapes = ranking(cells.select(shape(pl.col("raw")))["raw"], "pattern")
    distinct, frequent = ranking(values, "value", above=1)
    figures, far = _figures(values, kind.measure)
    return {
        "measure": kind.measure,
        "rows": len(raw),
        "filled": cells.height,
        "fill": _share(cells.height, len(raw)),
        "placeholders": sum(i["count"] for i in issues if i["code"] == PLACEHOLDER.code),
        "distinct": distinct,
        "distinct_share": _share(distinct, len(values)),
        "valid": max(0, cells.height - wrong["value"]),
        "valid_share": _share(max(0, cells.height - wrong["value"]), cells.height),
        "wrong_value": wrong["value"],
        "wrong_format": wrong["format"],
        "issues": issues,
        "patterns": {"distinct": kinds_of_shape, "top": shapes},
        "frequent": frequent,
        "statistics": figures,
        "outliers": far,
    }


def _issues(code: pl.Series, faults: Mapping[str, str]) -> list[dict[str, Any]]:
    counts = code.filter(code != "").alias("code").value_counts(name="count")
    rows = counts.sort("count", "code", descending=[True, False]).rows()
    return [{"code": name, "fault": faults.get(name, "format"), "count": count} for name, count in rows]


def _wrong(issues: list[dict[str, Any]], kind: Kind) -> dict[str, int]:
    """How many cells have a wrong value and how many another form."""
    notes = {rule.code for rule in kind.rules if rule.severity == "info"} | {PLACEHOLDER.code}
    value = sum(i["count"] for i in issues if i["fault"] == "value" and i["code"] not in notes)
    return {"value": value, "format": sum(i["count"] for i in issues if i["fault"] == "format")}


def _figures(values: pl.Series, measure: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    show: Show = as_number
    match measure:
        case "number":
            numbers = values.cast(pl.Float64, strict=False)
            known = numbers.is_not_null() & numbers.is_finite()
            of = "value"
        case "date":
            numbers = values.str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32).cast(pl.Float64)
            known, of, show = numbers.is_not_null(), "date", as_date
        case "text":
            numbers = values.str.len_chars().cast(pl.Float64)
            known, of = numbers.is_not_null(), "length"
        case _:
            return None, None
    numbers, cells = numbers.filter(known), values.filter(known)
    return statistics(numbers, of=of, show=show), outliers(numbers, cells.str.slice(0, LONGEST_EXAMPLE), show=show)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
