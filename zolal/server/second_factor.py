"""Who has to set up a second factor does nothing else before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from zolal.api.problems import problem
from zolal.web.accounts.arrival import OWED

_OPEN = frozenset(
    {
        "second-factor",
        "second-factor-offer",
        "second-factor-confirm",
        "logout",
        "language",
        "theme",
    }
)


class SecondFactorFirst:
    """Leads somebody who owes a second factor to its page; programs with a token owe none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:  # noqa: ANN401 - Django's
        owed = request.user.is_authenticated and request.session.get(OWED)
        if not owed or "Authorization" in request.headers:
            return None
        if request.path.startswith("/api/"):
            return problem(403, _("Your company demands a second factor; set it up in your profile first."))
        if request.resolver_match and request.resolver_match.url_name in _OPEN:
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": reverse("second-factor")})
        return redirect("second-factor")
