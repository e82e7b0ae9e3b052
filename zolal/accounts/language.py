"""Each page in its reader's language, with amounts in their unit."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from zolal.i18n import money_of_reader

COOKIE = "language"


class LanguageMiddleware:
    """The user's language; before login the one chosen by cookie, else the default."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.user.language if request.user.is_authenticated else request.COOKIES.get(COOKIE, "")
        # Also for who has said nothing: an earlier request of this thread may have.
        money_of_reader.set(request.user.money if request.user.is_authenticated else "")
        known = {code for code, _ in settings.LANGUAGES}
        with translation.override(language if language in known else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response
