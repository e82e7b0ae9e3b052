"""The API object: ninja with our JSON, our errors, idempotency and one shape of address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from zolal.api import idempotency
from zolal.api.problems import handle, problem, title
from zolal.api.rendering import Renderer

View = Callable[..., HttpResponse]


class Interface(NinjaAPI):
    """Whoever is not logged in gets 401 as JSON, not the login page; the door checks CSRF for sessions itself."""

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        found = super()._get_urls()
        for pattern in found:
            if isinstance(pattern, URLPattern):
                pattern.callback = _guarded(pattern.callback)
        return [*found, re_path("^", _guarded(_nothing), name="nothing")]


def interface(**options: Any) -> Interface:  # noqa: ANN401 - ninja's
    api = Interface(renderer=Renderer(), urls_namespace="api", **options)
    handle(api)
    api.add_exception_handler(idempotency.Replay, lambda _request, replay: replay.response)
    return api


def _guarded(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 405 and "problem" not in response.headers.get("Content-Type", ""):
            allowed = response.headers.get("Allow", "")
            response = problem(405, title(405), allowed=allowed)
            response["Allow"] = allowed
        if after := getattr(request, "retry_after", None):
            response["Retry-After"] = str(after)
        response.headers.setdefault("Cache-Control", "no-store")
        idempotency.finish(request, response)
        return response

    return csrf_exempt(login_not_required(guarded))


def _nothing(_request: HttpRequest) -> HttpResponse:
    return problem(404, title(404))
