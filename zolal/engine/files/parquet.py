"""Parquet: every column as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from zolal.engine.files.cell import bytes_text, json_text, number_text
from zolal.engine.files.error import FileError
from zolal.engine.files.header import Layout, names
from zolal.engine.files.sheet import TOO_MANY_CELLS, TOO_MANY_ROWS, Sheet, Tables, too_big
from zolal.engine.records import N_

_BATCH_CELLS = 500_000


def read_parquet(path: Path, tables: Tables) -> None:
    """Send the one table of a Parquet file."""
    try:
        scan = pl.scan_parquet(path)
        schema = scan.collect_schema()
        height = scan.select(pl.len()).collect().item()
        _check(len(schema), height, tables)
        plan = Layout(1, len(schema), names(schema.names()))
        row = 1
        for batch in scan.collect_batches(chunk_size=max(1, _BATCH_CELLS // len(schema))):
            frame = pl.DataFrame([_text(column).alias(name) for name, column in zip(plan.names, batch, strict=True)])
            tables.rows(frame, row, [], marked=True)
            row += frame.height
    except (pl.exceptions.PolarsError, OSError) as error:
        raise FileError(
            problem=N_("this Parquet file is damaged or cut off"),
            remedy=N_("copy or download it again, or write it anew"),
        ) from error
    tables.finish(Sheet(iter(())), plan)


def _check(width: int, height: int, tables: Tables) -> None:
    tables.check_width(width)
    if not width or not height:
        raise FileError(problem=N_("this file is empty"), remedy=N_("give a file with rows"))
    if height > tables.limits.rows:
        raise too_big(TOO_MANY_ROWS, tables.limits.rows)
    if width * height > tables.limits.cells:
        raise too_big(TOO_MANY_CELLS, tables.limits.cells)


def _text(column: pl.Series) -> pl.Series:
    """A column as text: dates in ISO form, whole numbers without .0, nested values as JSON, null as ""."""
    kind = column.dtype
    if kind == pl.Boolean:
        text = column.replace_strict({True: "TRUE", False: "FALSE"}, default=None, return_dtype=pl.String)
    elif kind.is_float():
        text = _each(column.cast(pl.String), lambda cell: number_text(float(cell)))
    elif kind.is_nested():
        text = _each(column, lambda cell: json_text(cell.to_list() if isinstance(cell, pl.Series) else cell))
    elif kind == pl.Binary:
        text = _each(column, bytes_text)
    elif kind == pl.Datetime:
        zone = "%:z" if getattr(kind, "time_zone", None) else ""
        text = column.dt.to_string(f"%Y-%m-%d %H:%M:%S%.f{zone}")
    else:
        text = column.cast(pl.String, strict=False)
    return text.fill_null("")


def _each(column: pl.Series, text: Callable[..., str]) -> pl.Series:
    return pl.Series([None if cell is None else text(cell) for cell in column], dtype=pl.String)
