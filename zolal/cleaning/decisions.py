"""Read back what a person judged: `duplicates.csv`, edited by hand or in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from zolal.engine.fields.guard import unguarded
from zolal.engine.files import FileError, read
from zolal.engine.files.table import Table
from zolal.engine.persian.letters import digits
from zolal.engine.records import N_

_COLUMNS = ("file_a", "row_a", "file_b", "row_b", "decision")
_WORDS = {"same": "same", "not same": "not same", "not_same": "not same", "not-same": "not same", "ask": "", "": ""}


def read_decisions(path: Path) -> pl.DataFrame:
    """The judged pairs of `path`: file_a, row_a (Int64), file_b, row_b (Int64), decision ("same" or "not same").

    Rows still marked `ask` are left out. Any format that `files.read` knows will do, so a spreadsheet may have changed
    delimiter and encoding. Raises `FileError` for a missing column, an unknown decision or a row that is no number,
    naming the line.
    """
    table = read(path)[0]
    missing = [name for name in _COLUMNS if name not in table.frame.columns]
    if missing:
        raise FileError(
            file=table.file,
            problem=N_("the column {column} is missing"),
            remedy=N_("give it the columns of duplicates.csv"),
            column=missing[0],
        )
    cells = table.frame.select(unguarded(table.frame[name]).str.strip_chars() for name in _COLUMNS)
    written = cells.select(pl.any_horizontal(pl.all() != "")).to_series()
    judged: pl.DataFrame = cells.with_columns(
        _row_number("row_a"),
        _row_number("row_b"),
        pl.col("decision").str.to_lowercase().replace_strict(_WORDS, default=None),
    )
    _refuse(table, written & judged["decision"].is_null(), N_('the decision is none of "same", "not same" and "ask"'))
    _refuse(
        table, written & (judged["row_a"].is_null() | judged["row_b"].is_null()), N_("row_a or row_b is no row number")
    )
    return judged.filter(written & (judged["decision"] != ""))


def _row_number(name: str) -> pl.Expr:
    return pl.col(name).map_elements(digits, return_dtype=pl.String).str.to_integer(strict=False)


def _refuse(table: Table, wrong: pl.Series, rule: str) -> None:
    if wrong.any():
        raise FileError(
            file=table.file,
            place=N_("line {line}"),
            problem=rule,
            remedy=N_("mend this line and try again"),
            line=table.header_row + 1 + (wrong.arg_max() or 0),
        )
