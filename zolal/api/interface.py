"""The API object: ninja with our JSON, our errors, idempotency and one shape of address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from zolal.api import idempotency
from zolal.api.document import documented
from zolal.api.door import speak
from zolal.api.parsing import TextParser
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

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """As unique as `documented` needs it: the function's name, which it puts behind the noun of the address."""
        return f"{operation.view_func.__name__}.{id(operation)}"

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:  # noqa: ANN401 - ninja's
        """With the problems, and names of operations that stay."""
        return documented(super().get_openapi_schema(**options))


def interface(**options: Any) -> Interface:  # noqa: ANN401 - ninja's
    api = Interface(renderer=Renderer(), parser=TextParser(), urls_namespace="api", **options)
    handle(api)
    api.add_exception_handler(idempotency.Replay, lambda _request, replay: replay.response)
    return api


def _guarded(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        _speak_to_strangers(request)
        try:
            response = view(request, *args, **kwargs)
        except Exception:
            idempotency.finish(request, HttpResponse(status=500))
            raise
        if response.status_code == 405 and "problem" not in response.headers.get("Content-Type", ""):
            response = _not_so(request, response.headers.get("Allow", ""))
        if after := getattr(request, "retry_after", None):
            response["Retry-After"] = str(after)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Content-Language", translation.get_language())
        idempotency.finish(request, response)
        return response

    return csrf_exempt(login_not_required(guarded))


def _speak_to_strangers(request: HttpRequest) -> None:
    if not request.user.is_authenticated and "Accept-Language" in request.headers:
        translation.activate(translation.get_language_from_request(request))


def _not_so(request: HttpRequest, allowed: str) -> HttpResponse:
    speak(request)
    response = problem(405, title(405), allowed=allowed)
    response["Allow"] = allowed
    return response


def _nothing(request: HttpRequest) -> HttpResponse:
    speak(request)
    return problem(404, title(404))
