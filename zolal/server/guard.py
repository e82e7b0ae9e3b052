"""What is refused before anything reads it: bodies without measure, and letters that no database keeps."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zolal.api.problems import problem, title
from zolal.core.files import LARGEST

UPLOADS = frozenset({"/imports/upload/", "/api/v1/imports"})
_ATTACHED = re.compile(
    r"/activities/(?:new|[0-9a-f-]{36}/files)/|/api/v1/activities/[0-9a-f-]{36}/files"
    r"|/(?:people|companies)/(?:new|[0-9a-f-]{36}/(?:fill|field/own:[a-z0-9_]+))/|/api/v1/files"
)
"""Where files of activities and of fields are handed in."""
_AROUND = 2**20
"""What stands around the file in the body of an upload."""
_MAY_ASK = "geolocation=(self), camera=(), microphone=(), payment=(), usb=()"
"""What a page of ours may ask the browser for: the place, where somebody checks in at a visit; nothing else."""
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class Guard:
    """Stands before whatever parses a body, and behind what knows who is logged in.

    Django writes an uploaded file to the disk before any view runs, so its size is asked for here; only who is logged
    in, or shows a token, may send a large one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) > _most(request):
            return _refused(request, 413, _("The request is too large."))
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _MAY_ASK)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:  # noqa: ANN401 - Django's
        if any("\0" in text for text in _texts(request)):
            return _refused(request, 400, _("The request holds a character (NUL) that cannot be kept; take it out."))
        return None


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _most(request: HttpRequest) -> int:
    known = request.user.is_authenticated or "Authorization" in request.headers
    if request.path in UPLOADS and known:
        return settings.UPLOAD_LIMIT + _AROUND
    if _ATTACHED.fullmatch(request.path) and known:
        return LARGEST + _AROUND
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _texts(request: HttpRequest) -> list[str]:
    forms = [request.GET]
    if request.method == "POST" and request.content_type in _FORMS and not request.path.startswith("/api/"):
        forms.append(request.POST)
    return [text for form in forms for name, values in form.lists() for text in (name, *values)]


def _refused(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(status, sentence or title(status))
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"error": sentence}, status=status)
    return render(request, "refused.html", {"sentence": sentence}, status=status)
