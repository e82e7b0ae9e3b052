"""A small run, made by hand from real frames, for looking at its report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl
import pytest

from zolal.engine.fields.kind import Kind, Parsed
from zolal.engine.impute import propose
from zolal.engine.pipeline import Cleaned
from zolal.engine.profile.catalogue import Cells, Origin, catalogue
from zolal.engine.score import score_records, summarise

ESSENTIAL = ("name", "mobile", "email")
MEASURES = {"birth_date": "date", "money": "number"}
ISSUES = ("file", "sheet", "row", "column", "code", "severity", "value", "message", "proposal")
PAIRS = ("file_a", "row_a", "file_b", "row_b", "probability", "decision", "in_words", "explanation")

RAW = {
    "first_name": ["علي", "Ali", "رضا", "مینا", ""],
    "mobile": ["۰۹۱۲۱۲۳۴۵۶۷", "09121234567", "0912", "", ""],
    "birth_date": ["1403/01/05", "", "", "", ""],
    "money": ["1200000", "1500000", "900000", "1100000", ""],
}
VALUES = RAW | {
    "first_name": ["علی", "Ali", "رضا", "مینا", ""],
    "mobile": ["09121234567", "09121234567", "", "", ""],
    "birth_date": ["2024-03-24", "", "", "", ""],
}
HEADERS = {"first_name": "نام", "mobile": "شماره موبایل", "birth_date": "تاریخ تولد", "money": "مبلغ"}
ENTITIES = ["c1", "c1", "c2", "c3", "c4"]
FOUND = [
    ("a.csv", "", 1, "نام", "text_form", "info", "علي", "Letters were folded.", "علی"),
    ("a.csv", "", 3, "شماره موبایل", "mobile_wrong", "error", "0912", "A mobile number has 11 digits.", ""),
]
LINKED = [
    ("a.csv", 1, "a.csv", 2, 0.993, "same", "Same mobile.", "mobile: equal +9.8; starting chance -4.8"),
    ("a.csv", 1, "a.csv", 3, 0.71, "ask", "Similar given name.", "given name: alike +5.7; starting chance -4.8"),
]

Run = Callable[..., Cleaned]


def run(
    *,
    raw: dict[str, list[str]] = RAW,
    values: dict[str, list[str]] = VALUES,
    entities: list[str] = ENTITIES,
    issues: Sequence[tuple[object, ...]] = FOUND,
    pairs: Sequence[tuple[object, ...]] = LINKED,
    ages: list[int | None] | None = [10, 20, 3000, None, 40],  # noqa: B006 - never changed
    file: str = "a.csv",
) -> Cleaned:
    """The result of a run over one file with these columns; messages and explanations as the engine would give them."""
    normal = pl.DataFrame(values)
    faults = pl.DataFrame(issues, schema=ISSUES, orient="row") if issues else pl.DataFrame(schema=_texts(ISSUES, "row"))
    linked = pl.DataFrame(pairs, schema=PAIRS, orient="row") if pairs else pl.DataFrame(schema=_pair_types())
    wrong = {(issue[3], issue[2]): str(issue[5]) for issue in issues}
    severity = pl.DataFrame(
        {c: [wrong.get((HEADERS.get(c, c), n + 1), "") for n in range(normal.height)] for c in normal.columns}
    )
    entity = pl.Series("entity", entities)
    frames: dict[str, Any] = {
        "values": normal,
        "severity": severity,
        "essential": ESSENTIAL,
        "duplicate": ~entity.is_first_distinct(),
        "age_days": None if ages is None else pl.Series(ages, dtype=pl.Int64),
    }
    quality = score_records(**frames)
    records = normal.with_columns(
        pl.lit(file).alias("file"),
        pl.lit("").alias("sheet"),
        pl.int_range(1, pl.len() + 1).alias("row"),
        entity,
        quality["quality"],
        *(pl.Series(f"raw:{HEADERS.get(c, c)}", cells) for c, cells in raw.items()),
    )
    customers = records.unique("entity", keep="first", maintain_order=True)
    kinds = {column: column for column in normal.columns}
    return Cleaned(
        records=records,
        customers=customers,
        issues=faults,
        duplicates=linked,
        profile=catalogue(
            {c: _cells(c, raw[c], normal[c], file) for c in normal.columns}, faults={}, proposals=propose(normal, kinds)
        ),
        summary=summarise(
            **frames, quality=quality, records=records, issues=faults, duplicates=linked, as_of="2026-11-21"
        )
        | {"too_large": {"above": 20, "customers": 0, "parted": 0}},
    )


@pytest.fixture(name="run")
def _run() -> Run:
    return run


def _cells(name: str, raw: list[str], value: pl.Series, file: str) -> Cells:
    kind = Kind(name, name, (), (), lambda cell, context: Parsed(), measure=MEASURES.get(name, "text"))
    cells = pl.Series(raw, dtype=pl.String)
    origin = Origin(file, "", HEADERS.get(name, name), 0.9)
    return Cells(cells, value, pl.Series([""] * len(raw), dtype=pl.String), kind, [origin])


def _texts(names: tuple[str, ...], *numbers: str) -> dict[str, type[pl.DataType]]:
    return {name: pl.Int64 if name in numbers else pl.String for name in names}


def _pair_types() -> dict[str, type[pl.DataType]]:
    return _texts(PAIRS, "row_a", "row_b") | {"probability": pl.Float64}
