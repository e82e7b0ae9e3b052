"""The imports somebody may see."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from zolal.capture.models import Import
from zolal.capture.queries.imports import ImportPage, import_page, visible_import
from zolal.web.asked import uid_of


def import_or_404(request: HttpRequest, uid: UUID) -> Import:
    try:
        return visible_import(request.user, uid)
    except Import.DoesNotExist as missing:
        raise Http404 from missing


def imports_page(request: HttpRequest) -> ImportPage:
    """Newest first."""
    return import_page(user=request.user, before=uid_of(request.GET.get("before", "")))
