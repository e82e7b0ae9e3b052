"""Who tries how Zolal looks to somebody else sees what they see, and changes nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zolal.accounts.permissions import NotAllowed
from zolal.accounts.trying import TRYING, tried
from zolal.api.problems import problem
from zolal.web.users.trying import ended

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_PERSONAL = frozenset({"profile", "second-factor", "tokens", "calendar-feeds"})
"""What belongs to a person alone, whoever looks."""
_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|MERGE)\b", re.IGNORECASE)


class TryAs:
    """Puts the one who is tried in the place of the administrator, to read: whatever is sent is refused, and every
    statement that would write. Programs with a token try nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.session.get(TRYING) if request.user.is_authenticated else None
        if not told or "Authorization" in request.headers or request.path == reverse("try-end"):
            return self.get_response(request)
        shown = tried(told, by=request.user)
        if shown is None or request.path == reverse("logout"):
            ended(request)
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return problem(403, _("This browser only looks as somebody else sees Zolal. End that, or use a token."))
        if request.method not in _SAFE:
            return _refused(request)
        request.user = shown
        request.trying = told["name"]  # type: ignore[attr-defined]
        with connection.execute_wrapper(_only_reading):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:  # noqa: ANN401 - Django's
        named = request.resolver_match.url_name if request.resolver_match else ""
        return _refused(request) if getattr(request, "trying", "") and named in _PERSONAL else None


def _only_reading(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:  # noqa: ANN401 - Django's
    if _WRITES.match(sql):
        raise NotAllowed("trying")
    return execute(sql, *rest)


def _refused(request: HttpRequest) -> HttpResponse:
    sentence = _("You only look, as somebody else sees Zolal. Go back to yourself to change something.")
    if request.headers.get("HX-Request"):
        toasts = [{"text": sentence, "tone": "bad", "undo": "", "job": ""}]
        return HttpResponse(status=403, headers={"HX-Trigger": json.dumps({"zolal:toasts": {"toasts": toasts}})})
    return render(request, "refused.html", {"sentence": sentence}, status=403)
