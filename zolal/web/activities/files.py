"""Files of activities: handed in, taken home, taken away."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.activities.actions.attachments import attach, detach
from zolal.activities.models import Attachment
from zolal.activities.queries.attachments import visible_attachment
from zolal.core.downloads import as_file
from zolal.core.files import Upload
from zolal.web.activities.views import back_to, found_or_404
from zolal.web.notices import notify
from zolal.web.policy import needs


@require_GET
@needs("records.read")
def download(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """One of them."""
    found = _found(request, uid)
    return as_file(found.sha256, found.name)


@require_POST
@needs("activities.write")
def attach_files(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Some more of them."""
    shown = found_or_404(request, uid)
    activity = shown.activity
    if not shown.changeable:
        raise Http404
    uploads = [Upload(file.name or "", file.size or 0, file) for file in request.FILES.getlist("file")]
    try:
        _files, action = attach(activity=activity, uploads=uploads, by=request.user)
    except ValidationError as refused:
        notify(request, refused.messages[0], tone="bad")
    else:
        notify(request, _("The file is attached."), action=action)
    return back_to(request, activity)


@require_POST
@needs("activities.write")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """It goes, and comes back by undo."""
    found = _found(request, uid)
    if not found_or_404(request, found.activity.uid).changeable:
        raise Http404
    notify(request, _("The file is taken away."), action=detach(attachment=found, by=request.user))
    return back_to(request, found.activity)


def _found(request: HttpRequest, uid: UUID) -> Attachment:
    try:
        return visible_attachment(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Attachment.DoesNotExist as missing:
        raise Http404 from missing
