"""Write a table as CSV the way spreadsheets expect it: UTF-8 with BOM, lines ending with CR LF (RFC 4180)."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from zolal.engine.fields.guard import guard, guarded

_SLICE = 1 << 17


def write_csv(table: pl.DataFrame, path: Path) -> None:
    """Write `table` to `path`, slice by slice: quoted where needed, an empty text as an empty cell.

    No cell and no header can run as a formula: risky ones get the quote that `fields.guard.unguard` takes off again.
    Raises `OSError`.
    """
    columns = [_cells(name, kind).alias(guard(name)) for name, kind in table.schema.items()]
    with path.open("wb") as file:
        for start in range(0, max(table.height, 1), _SLICE):
            rows = table.slice(start, _SLICE).select(columns)
            rows.write_csv(file, include_bom=start == 0, include_header=start == 0, line_terminator="\r\n")


def _cells(name: str, kind: pl.DataType) -> pl.Expr:
    cells = pl.col(name)
    # Without a value polars writes nothing, an empty text it would write as "".
    return guarded(pl.when(cells != "").then(cells)) if kind == pl.String else cells
