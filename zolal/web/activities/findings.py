"""What interviews found, and whom to interview next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from zolal.activities.queries.findings import findings, to_interview
from zolal.web.policy import needs


@require_GET
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """Strengths and weaknesses beside each other; the best customers who were not asked yet."""
    search = request.GET.get("q", "")[:100]
    try:
        before = parse_datetime(request.GET.get("before", ""))
    except ValueError:
        before = None
    found = findings(request.user, search=search, before=before if before and before.tzinfo else None)  # type: ignore[arg-type]
    sides = {"strength": [], "weakness": []}
    for one in found.findings:
        sides[one.side].append(one)
    context = {"found": found, "sides": sides, "search": search, "proposed": to_interview(request.user)}  # type: ignore[arg-type]
    return render(request, "activities/findings.html", context)
