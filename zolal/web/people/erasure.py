"""Forgetting somebody for ever: the one deed without a way back, so it has a page of its own."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zolal.people.actions.erase import erase_record
from zolal.web.notices import notify
from zolal.web.people.kinds import KINDS
from zolal.web.people.record import found_or_404
from zolal.web.policy import needs


@needs("records.erase")
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """Say what would be forgotten; a POST with the tick does it."""
    record = found_or_404(request, record_type, uid)
    if request.method == "POST" and request.POST.get("understood") == "1":
        erase_record(record_type=record_type, record_id=record.pk, by=request.user)
        notify(request, _("Erased for ever."))
        return redirect(KINDS[record_type].list_name)
    unticked = _("Tick the box first: what is erased cannot be brought back.") if request.method == "POST" else ""
    status = 422 if unticked else 200
    context = {"record": record, "record_type": record_type, "problem": unticked}
    return render(request, "people/erase.html", context, status=status)
