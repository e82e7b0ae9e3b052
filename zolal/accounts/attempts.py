"""How often passwords may be tried: by address and account, by account alone, by address alone."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest

Credentials = Mapping[str, Any] | None


def account_tried(request: HttpRequest, credentials: Credentials = None) -> str:
    """The e-mail as the log-in reads it: else each other way of writing it would give as many tries again."""
    typed = (credentials or {}).get("username") or request.POST.get("username") or ""
    return str(typed).strip().lower()[:255]


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: as many proxies back as stand before Zolal (`ZOLAL_PROXIES`)."""
    told = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    if settings.PROXIES and len(told) >= settings.PROXIES:
        return _address(told[-settings.PROXIES]) or _peer(request)
    return _peer(request)


def _peer(request: HttpRequest) -> str:
    return _address(request.META.get("REMOTE_ADDR", "")) or "0.0.0.0"  # noqa: S104 - of nowhere


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""


def _is_unknown_proxy(request: HttpRequest) -> bool:
    """Whether all the world seems to come from one address, because nobody said that a proxy stands before Zolal."""
    return not settings.PROXIES and "HTTP_X_FORWARDED_FOR" in request.META and ip_address(_peer(request)).is_private


class Attempts(AxesDatabaseHandler):
    """Closes the door to an address that tries one account too often, many accounts, or an account tried by many.

    An account that many addresses try stays open to those from which its owner has logged in before, so that nobody
    can shut somebody out of their own office.
    """

    def is_locked(self, request: HttpRequest, credentials: Credentials = None) -> bool:
        return (
            super().is_locked(request, credentials) or self._by_address(request) or self._by_many(request, credentials)
        )

    def _by_address(self, request: HttpRequest) -> bool:
        if _is_unknown_proxy(request):  # closing it would close it to the whole company
            return False
        tried = {"ip_address": request.axes_ip_address}  # type: ignore[attr-defined]
        return _failures(request, **tried) >= settings.LOGIN_FAILURES_OF_ADDRESS

    def _by_many(self, request: HttpRequest, credentials: Credentials) -> bool:
        account = get_client_username(request, credentials)
        if not account or _failures(request, username=account) < settings.LOGIN_FAILURES_OF_ACCOUNT:
            return False
        here = {"username": account, "ip_address": request.axes_ip_address}  # type: ignore[attr-defined]
        return not AccessLog.objects.filter(**here).exists()


def _failures(request: HttpRequest, **tried: Any) -> int:  # noqa: ANN401 - columns
    lately = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request), **tried)
    return lately.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
