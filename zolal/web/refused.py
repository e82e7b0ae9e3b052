"""The page that somebody gets whose role does not allow what they ask for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zolal.accounts.permissions import Withheld


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """With the reason where there is more to say than that the right is missing."""
    sentence = str(exception) if isinstance(exception, Withheld) else ""
    return render(request, "403.html", {"sentence": sentence}, status=403)
