"""Where somebody came from, and goes back to."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def back_of(request: HttpRequest, usual: str = "calendar") -> str:
    """The page that a form or a link names, if it is one of ours; else the usual one."""
    wanted = request.POST.get("back") or request.GET.get("back") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else reverse(usual)
