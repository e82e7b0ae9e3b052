"""A table as the answer to a request: CSV or XLSX."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from zolal.tables.small import Cell, small_csv, small_workbook

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_file(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, form: str, rtl: bool
) -> HttpResponse:
    """`name` without its ending."""
    is_csv = form == "csv"
    content = small_csv(columns, rows) if is_csv else small_workbook(name, columns, rows, rtl=rtl)
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8" if is_csv else _XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}.{"csv" if is_csv else "xlsx"}"'},
    )
