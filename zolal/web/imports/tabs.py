"""The four tabs of a checked file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zolal.capture.models import Import, ImportRow
from zolal.capture.plain.kinds import PLAIN
from zolal.capture.queries.rows import row_page
from zolal.web.asked import whole_number
from zolal.web.imports.plain import plain_rows
from zolal.web.imports.shown import Row, shown_rows

TONES = {"new": "good", "update": "info", "duplicate": "warn", "error": "bad"}


def ready(request: HttpRequest, import_: Import, context: Mapping[str, Any]) -> HttpResponse:
    """The page with its tabs."""
    return render(request, "imports/ready.html", {**context, **tab(request, import_)})


def tab(request: HttpRequest, import_: Import) -> dict[str, Any]:
    """What one tab shows: by default the first that needs somebody."""
    counts = import_.counts
    wanted = request.POST.get("tab") or request.GET.get("tab", "")
    verdict = wanted if wanted in TONES else next((one for one in ("error", "duplicate") if counts.get(one)), "new")
    after = request.POST.get("after") or request.GET.get("after", "")
    page = row_page(import_=import_, verdict=verdict, after=whole_number(after) or 0)
    return {
        "import": import_,
        "verdict": verdict,
        "after": after,
        "counts": counts,
        "tabs": [
            (value, _tab_label(value, import_.record_type), counts.get(value, 0), TONES[value])
            for value in ImportRow.Verdict.values
        ],
        "headers": [column["header"] for column in import_.columns],
        "plain": import_.record_type in PLAIN,
        "rows": _shown(request, import_, page.rows),
        "total": counts.get(verdict, 0),
        "next_page": f"?tab={verdict}&after={page.next}" if page.next else "",
    }


def _shown(request: HttpRequest, import_: Import, rows: Sequence[ImportRow]) -> list[Row]:
    if import_.record_type in PLAIN:
        return plain_rows(user=request.user, import_=import_, rows=rows)
    return shown_rows(user=request.user, import_=import_, rows=rows)


def _tab_label(verdict: str, record_type: str) -> str:
    if verdict == ImportRow.Verdict.DUPLICATE and record_type in PLAIN:
        return _("Known already")
    return {"new": _("New"), "update": _("Update"), "duplicate": _("Duplicate"), "error": _("Error")}[verdict]
