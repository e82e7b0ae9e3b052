"""The four tabs of a checked file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zolal.capture.models import Import, ImportRow
from zolal.capture.queries.rows import row_page
from zolal.web.asked import whole_number
from zolal.web.imports.shown import shown_rows

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
        "tabs": [(value, _tab_label(value), counts.get(value, 0), TONES[value]) for value in ImportRow.Verdict.values],
        "headers": [column["header"] for column in import_.columns],
        "rows": shown_rows(user=request.user, import_=import_, rows=page.rows),
        "total": counts.get(verdict, 0),
        "next_page": f"?tab={verdict}&after={page.next}" if page.next else "",
    }


def _tab_label(verdict: str) -> str:
    return {"new": _("New"), "update": _("Update"), "duplicate": _("Duplicate"), "error": _("Error")}[verdict]
