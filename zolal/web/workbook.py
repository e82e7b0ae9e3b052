"""A table of a page as an XLSX file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import polars as pl
from django.http import StreamingHttpResponse

from zolal.tables.workbook import write_workbook
from zolal.web.templatetags.reading import language

Cell = str | int | float | None
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    """`name` without its ending; a column that holds numbers only is one of numbers, every other of texts."""
    cells = [*zip(*rows, strict=True)] or [()] * len(columns)
    table = pl.DataFrame([_column(str(label), column) for label, column in zip(columns, cells, strict=True)])
    file = io.BytesIO()
    for _ in write_workbook(table, file, title=title, rtl=language() == "fa"):
        pass
    disposition = f'attachment; filename="{name}.xlsx"'
    return StreamingHttpResponse([file.getvalue()], content_type=_TYPE, headers={"Content-Disposition": disposition})


def _column(label: str, cells: Sequence[Cell]) -> pl.Series:
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds and kinds <= {int}:
        return pl.Series(label, cells, dtype=pl.Int64)
    if kinds and kinds <= {int, float}:
        return pl.Series(label, cells, dtype=pl.Float64, strict=False)
    return pl.Series(label, [None if cell is None else str(cell) for cell in cells], dtype=pl.String)
