"""Each page in its reader's language, with numbers in their digits and amounts in their unit."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from zolal.accounts.models import User
from zolal.i18n import digits_of_reader, money_of_reader

COOKIE = "language"


class LanguageMiddleware:
    """The user's language; before login the one chosen by cookie, else the default."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        language = user.language if user else request.COOKIES.get(COOKIE, "")
        # Also for who has said nothing: an earlier request of this thread may have.
        money_of_reader.set(user.money if user else "")
        digits_of_reader.set(user.digits if user else User.Digits.PERSIAN)
        known = {code for code, _ in settings.LANGUAGES}
        with translation.override(language if language in known else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response
