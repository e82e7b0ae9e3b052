"""The rows of a file that did not go in, as a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import polars as pl
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.capture.models import Import
from zolal.capture.queries.rows import error_rows
from zolal.tables.delimited import csv_pieces
from zolal.tables.workbook import workbook_pieces

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CHUNK = 2_000


def errors_file(user: User, import_: Import, form: str) -> StreamingHttpResponse:
    """Made while it is sent; no cell of it can run as a formula."""
    tables = _tables(import_)
    if form == "csv":
        pieces = csv_pieces(tables)
    else:
        pieces = workbook_pieces(tables, import_.rows, title=_("Errors"), rtl=user.language == "fa")
    response = StreamingHttpResponse(pieces, content_type=FORMS[form])
    stem = import_.filename.rsplit(".", 1)[0]
    told = content_disposition_header(as_attachment=True, filename=f"{stem}-errors.{form}")
    response.headers["Content-Disposition"] = told or "attachment"
    return response


def _tables(import_: Import) -> Iterator[pl.DataFrame]:
    lines = error_rows(import_=import_)
    schema: dict[str, type[pl.DataType]] = {}
    while chunk := list(islice(lines, CHUNK)):
        schema = schema or dict.fromkeys(chunk[0], pl.String)
        yield pl.DataFrame([{name: line.get(name, "") for name in schema} for line in chunk], schema)
    if not schema:
        yield pl.DataFrame(schema={_("Row"): pl.String})
