"""What a page of the quality is asked about."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from zolal.people.queries.records import MODELS


def asked_type(request: HttpRequest) -> str:
    """People unless companies are asked for."""
    name = request.GET.get("type", "person")
    if name not in MODELS:
        raise Http404
    return name
