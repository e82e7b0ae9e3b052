"""Every component on one page."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from zolal.web.policy import signed_in

TONES = "good warn bad info accent slate red orange amber green teal blue violet pink".split()
ICONS = (
    "brand people person company import export duplicate quality ledger settings home users jobs search plus close "
    "check alert info inbox filter columns up down next before more menu edit archive trash restore undo source hand "
    "phone mobile email url tag category calendar merge language logout key bookmark link history "
    "open chevron eye file chart "
    "keyboard lock copy star drag"
).split()
LINE = {
    "labels": ["۱", "۲", "۳", "۴", "۵", "۶"],
    "series": [{"name": "A", "values": [58, 61, 60, 66, 71, 74], "tone": "teal"}],
    "mark": {"value": 75, "label": "75"},
    "unit": "share",
}
BARS = {
    "labels": ["A", "B", "C", "D"],
    "series": [{"name": "X", "values": [92, 71, 40, 18], "tone": "blue"}],
    "unit": "share",
}
RING = {
    "labels": ["A", "B", "C"],
    "series": [{"name": "", "values": [12, 30, 58]}],
    "tones": ["bad", "warn", "good"],
}


@signed_in
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every component of the design system once, for whoever builds screens."""
    context = {"tones": TONES, "icons": ICONS, "line": LINE, "bars": BARS, "ring": RING}
    return render(request, "gallery/index.html", context | {"earlier": timezone.now() - timedelta(hours=5)})
