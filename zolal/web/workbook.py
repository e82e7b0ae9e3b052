"""A table of a page as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse, StreamingHttpResponse

from zolal.tables.small import Cell, small_csv, small_workbook
from zolal.web.templatetags.reading import language

__all__ = ["Cell", "csv_file", "workbook"]

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    """XLSX; `name` without its ending; a column that holds numbers only is one of numbers, every other of texts."""
    content = small_workbook(title, [str(label) for label in columns], rows, rtl=language() == "fa")
    return StreamingHttpResponse([content], content_type=_TYPE, headers=_headers(f"{name}.xlsx"))


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """CSV; `name` without its ending."""
    content = small_csv([str(label) for label in columns], rows)
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=_headers(f"{name}.csv"))


def _headers(filename: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{filename}"'}
