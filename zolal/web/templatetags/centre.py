"""The navigation of the quality centre."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from zolal.web.quality.centre import rooms

register = template.Library()


@register.inclusion_tag("quality/rooms.html", takes_context=True)
def centre(context: Context) -> dict[str, Any]:
    """Where one can go from here."""
    request = context["request"]
    return {"groups": rooms(request.user, request.path)}
