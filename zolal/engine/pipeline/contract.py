"""What a run takes and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from zolal.engine.files.table import Table
from zolal.engine.records import Translate

Source = str | Path | Table | pl.DataFrame
"""A file's path, a table that was read, or a frame whose cells are taken as text."""

Progress = Callable[[str, float], None]
"""Called with the stage's English name (marked with N_) and the share of the whole that is done, 0..1."""

ESSENTIAL = ("name", "mobile", "email")


@dataclass(frozen=True, slots=True)
class Options:
    """How a run may be steered; the defaults need no thought."""

    overrides: Mapping[str, str] = field(default_factory=dict)  # header → kind
    essential: Sequence[str] | None = (
        None  # kinds without which a customer is incomplete; None: `ESSENTIAL`, where recognised
    )
    same: float = 0.95  # probability from which two records are one customer
    ask: float = 0.6  # probability from which a person should look
    decisions: pl.DataFrame | None = None  # columns of `Cleaned.duplicates`; decision is "same" or "not same"
    as_of: date | None = None  # None: the newest date of the data itself
    money: str = ""  # "rial" or "toman" for every money column
    sheet: str = ""
    delimiter: str = ""
    encoding: str = ""
    header_row: int | None = None
    translate: Translate = str  # for messages and explanations


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The tables of a run. String columns unless said otherwise; "" is missing.

    records: file, sheet, row (Int64), entity, quality (Int64), one column a recognised kind ("mobile", a second one
        "mobile_2"), then the original cells under "raw:<header>"; every input row once, in input order.
    customers: entity, one column a kind (several values joined by " | "), rows (Int64), quality (Int64).
    issues: file, sheet, row (Int64), column, code, severity, value, message, proposal.
    duplicates: file_a, row_a (Int64), file_b, row_b (Int64), probability (Float64), decision ("same"/"ask"),
        in_words (a sentence), explanation (the same in figures, see `match.explain`). A file with several sheets is
        named "file:sheet" here.
    profile: what `profile.json` holds, see `profile.catalogue`. summary: the figures, see `score.summarise`; besides
        "decisions", how many judged pairs were obeyed and how many name rows that are not there, and "too_large", what
        was found of customers of implausibly many rows (`match.size_alarm.Alarm`).
    """

    records: pl.DataFrame
    customers: pl.DataFrame
    issues: pl.DataFrame
    duplicates: pl.DataFrame
    profile: dict[str, Any]
    summary: dict[str, Any]
