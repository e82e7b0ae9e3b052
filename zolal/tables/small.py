"""Small tables, made at once from rows of Python values."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from zolal.tables.delimited import csv_pieces
from zolal.tables.workbook import write_workbook

Cell = str | int | float | None


def small_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as CSV, every cell a text; none can run as a formula."""
    cells = _turned(columns, rows)
    texts = [["" if cell is None else str(cell) for cell in column] for column in cells]
    table = pl.DataFrame([pl.Series(*of, dtype=pl.String) for of in zip(_apart(columns), texts, strict=True)])
    return b"".join(csv_pieces([table]))


def small_workbook(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, rtl: bool) -> bytes:
    """The table as XLSX; a column that holds numbers only is one of numbers, every other of texts."""
    cells = _turned(columns, rows)
    table = pl.DataFrame([_column(label, one) for label, one in zip(_apart(columns), cells, strict=True)])
    file = io.BytesIO()
    for _ in write_workbook(table, file, title=title, rtl=rtl):
        pass
    return file.getvalue()


def _apart(columns: Sequence[str]) -> Iterator[str]:
    """The labels, those that stood before with their number: two words may have one translation."""
    seen: Counter[str] = Counter()
    for label in columns:
        seen[label] += 1
        yield label if seen[label] == 1 else f"{label} ({seen[label]})"


def _turned(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> list[Sequence[Cell]]:
    return [*zip(*rows, strict=True)] or [()] * len(columns)


def _column(label: str, cells: Sequence[Cell]) -> pl.Series:
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds and kinds <= {int}:
        return pl.Series(label, cells, dtype=pl.Int64)
    if kinds and kinds <= {int, float}:
        return pl.Series(label, cells, dtype=pl.Float64, strict=False)
    return pl.Series(label, [None if cell is None else str(cell) for cell in cells], dtype=pl.String)
