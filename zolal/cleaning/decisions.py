"""Read back what a person judged: `duplicates.csv`, edited by hand or in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from zolal.engine.fields.guard import unguarded
from zolal.engine.files import FileError, read
from zolal.engine.persian.letters import digits
from zolal.engine.records import N_

_COLUMNS = ("file_a", "row_a", "file_b", "row_b", "decision")
_REACH = 20
_WORDS = {"same": "same", "not same": "not same", "not_same": "not same", "not-same": "not same", "ask": "", "": ""}


def read_decisions(path: Path) -> pl.DataFrame:
    """The judged pairs of `path`: file_a, row_a (Int64), file_b, row_b (Int64), decision ("same" or "not same").

    Rows still marked `ask` are left out, and a header alone says that nothing was judged. Any format that `files.read`
    knows will do, so a spreadsheet may have changed delimiter and encoding. Raises `FileError` for a missing column,
    an unknown decision or a row that is no number, naming the line.
    """
    table = read(path, header_row=0)[0]
    header, columns = _header(table.frame, path)
    below = table.frame.slice(header)
    cells = pl.DataFrame({name: unguarded(below[column]).str.strip_chars() for name, column in columns.items()})
    written = cells.select(pl.any_horizontal(pl.all() != "")).to_series()
    judged: pl.DataFrame = cells.with_columns(
        _row_number("row_a"),
        _row_number("row_b"),
        pl.col("decision").str.to_lowercase().replace_strict(_WORDS, default=None),
    )
    _refuse(
        path, header, written & judged["decision"].is_null(), N_('the decision is none of "same", "not same" and "ask"')
    )
    numberless = judged["row_a"].is_null() | judged["row_b"].is_null()
    _refuse(path, header, written & numberless, N_("row_a or row_b is no row number"))
    return judged.filter(written & (judged["decision"] != ""))


def _header(frame: pl.DataFrame, path: Path) -> tuple[int, dict[str, str]]:
    """Which of the first lines is the header, counted from 1, and the frame's column for each of `_COLUMNS`."""
    lines = [[cell.strip() for cell in line] for line in frame.head(_REACH).rows()]
    header = max(lines, key=lambda line: len({*line} & {*_COLUMNS}))
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        raise FileError(
            file=str(path),
            problem=N_("the column {column} is missing"),
            remedy=N_("give it the columns of duplicates.csv"),
            column=missing[0],
        )
    return lines.index(header) + 1, {name: frame.columns[header.index(name)] for name in _COLUMNS}


def _row_number(name: str) -> pl.Expr:
    return pl.col(name).map_elements(digits, return_dtype=pl.String).str.to_integer(strict=False)


def _refuse(path: Path, header: int, wrong: pl.Series, rule: str) -> None:
    if wrong.any():
        raise FileError(
            file=str(path),
            place=N_("line {line}"),
            problem=rule,
            remedy=N_("mend this line and try again"),
            line=header + 1 + (wrong.arg_max() or 0),
        )
