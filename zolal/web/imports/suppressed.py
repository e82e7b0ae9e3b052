"""The rows of a file that hold addresses which are not to be used: what each number on the way in leads to."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.capture.queries.suppressed_rows import SuppressedRow, all_suppressed_rows, suppressed_rows
from zolal.capture.suppressed import count_suppressed
from zolal.web.asked import whole_number
from zolal.web.imports.found import import_or_404
from zolal.web.policy import needs
from zolal.web.templatetags.reading import day
from zolal.web.workbook import Cell, workbook


@require_GET
@needs("imports.run")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Row by row: which address, for which channel, why and since when."""
    import_ = import_or_404(request, uid)
    page = suppressed_rows(import_=import_, user=request.user, after=whole_number(request.GET.get("after", "")) or 0)
    context = {
        "import": import_,
        "rows": page.rows,
        "total": count_suppressed(import_),
        "next_page": f"?after={page.next}" if page.next else "",
    }
    return render(request, "imports/suppressed.html", context)


@require_GET
@needs("imports.run")
def export(request: HttpRequest, uid: UUID) -> StreamingHttpResponse:
    """The same as a file."""
    import_ = import_or_404(request, uid)
    columns = [_("Row"), _("Customer"), _("Address"), _("Channel"), _("Reason"), _("Since"), _("Source")]
    rows = [line for one in all_suppressed_rows(import_=import_, user=request.user) for line in _lines(one)]
    return workbook("suppressed", _("Addresses not to be used"), columns, rows)


def _lines(one: SuppressedRow) -> Iterator[list[Cell]]:
    for point in one.closed:
        entry = point.entry
        told = [entry.get_channel_display(), entry.get_reason_display(), day(entry.at), entry.source.title]
        yield [one.row.number, one.name, point.key, *map(str, told)]
    if not one.closed:
        yield [one.row.number, one.name, "", "", "", "", ""]
