"""What just happened with a customer, noted by hand."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zolal.activities.actions.signals import record_signal
from zolal.web.notices import notify
from zolal.web.people.record import found_or_404
from zolal.web.policy import needs


@needs("signals.write")
@require_POST
def note(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """Note what just happened."""
    record = found_or_404(request, record_type, uid)
    try:
        record_signal(record=record, kind=request.POST.get("kind", ""), by=request.user)
    except ValidationError as refused:
        notify(request, refused.messages[0], tone="bad")
    else:
        notify(request, _("Noted."))
    return redirect(record_type, uid=record.uid)
