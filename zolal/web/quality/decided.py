"""The queue's done list: what somebody has decided, with their notes and the way back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zolal.core.models import Action
from zolal.quality.queries.decided import decided_by
from zolal.web.ledger.words import kind_label
from zolal.web.policy import needs


@require_GET
@needs("quality.read")
def show(request: HttpRequest) -> HttpResponse:
    """What one has decided oneself, newest first."""
    before = request.GET.get("before", "")
    page = decided_by(user=request.user, before=int(before) if before.isdecimal() and len(before) < 19 else 0)
    context = {"rows": [(one, kind_label(one.kind), _many(one)) for one in page.actions], "next": page.next}
    return render(request, "queue/decided.html#rows" if request.htmx else "queue/decided.html", context)


def _many(action: Action) -> int:
    """About so many things it was."""
    return action.about.get("count") or 1
