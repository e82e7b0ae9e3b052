"""Write a table as CSV the way spreadsheets expect it: UTF-8 with BOM, lines ending with CR LF (RFC 4180)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from zolal.engine.fields.guard import guard, guarded

_SLICE = 1 << 17


def write_csv(table: pl.DataFrame, path: Path) -> None:
    """Write `table` to `path`, slice by slice: quoted where needed, an empty text as an empty cell.

    No cell and no header can run as a formula: risky ones get the quote that `fields.guard.unguard` takes off again.
    Raises `OSError`.
    """
    with path.open("wb") as file:
        for piece in csv_pieces(table.slice(start, _SLICE) for start in range(0, max(table.height, 1), _SLICE)):
            file.write(piece)


def csv_pieces(tables: Iterable[pl.DataFrame]) -> Iterator[bytes]:
    """The same file in pieces, one for each of some tables with the same columns."""
    for number, table in enumerate(tables):
        columns = [_cells(name, kind).alias(guard(name)) for name, kind in table.schema.items()]
        first = number == 0
        piece = io.BytesIO()
        table.select(columns).write_csv(piece, include_bom=first, include_header=first, line_terminator="\r\n")
        yield piece.getvalue()


def _cells(name: str, kind: pl.DataType) -> pl.Expr:
    cells = pl.col(name)
    # Without a value polars writes nothing, an empty text it would write as "".
    return guarded(pl.when(cells != "").then(cells)) if kind == pl.String else cells
