"""Customers by where they stand: identify, attract, keep, expand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from zolal.sales.queries.cycle import PLACES, cycle, standing
from zolal.web.asked import whole_number
from zolal.web.deals.asked import user_of
from zolal.web.people.kinds import KINDS
from zolal.web.policy import needs

SIZE = 30


@dataclass(frozen=True, slots=True)
class Step:
    """A place of the cycle: who stands there, and what one does for them."""

    label: Any
    tone: str
    who: Any
    deeds: tuple[Any, ...]


STEPS = {
    "identify": Step(
        _("Identify"),
        "slate",
        _("Known by name only: no activity, no deal, no purchase."),
        (
            _("Complete the dossier"),
            _("Find out what they need: a first call"),
            _("Direct marketing and advertisements"),
        ),
    ),
    "attract": Step(
        _("Attract"),
        "blue",
        _("Something has happened with them or a deal is open, but they have not bought."),
        (
            _("Plan the next activity of every open deal"),
            _("Negotiate, offer a trial"),
            _("Show work for others like them"),
        ),
    ),
    "keep": Step(
        _("Keep"),
        "green",
        _("They have bought once."),
        (
            _("Call after the purchase and ask how it goes"),
            _("Social networks and news of the brand"),
            _("Interview the best"),
        ),
    ),
    "expand": Step(
        _("Expand"),
        "violet",
        _("They have bought several times."),
        (_("Offer what goes with what they have"), _("Ask for a recommendation"), _("A special price group")),
    ),
}


@require_GET
@needs("deals.read")
def index(request: HttpRequest) -> HttpResponse:
    """How many stand where; with ?place= who they are."""
    user = user_of(request)
    record_type = "company" if request.GET.get("type") == "company" else "person"
    place = request.GET.get("place", "")
    page = max(1, whole_number(request.GET.get("page", "")) or 1)
    context: dict[str, Any] = {
        "tab": "cycle", "kind": KINDS[record_type], "record_type": record_type, "place": place, "number": page,
        "steps": [(one, STEPS[one.name]) for one in cycle(user, record_type)],
    }  # fmt: skip
    if place in PLACES:
        found = standing(user, record_type, place, begin=(page - 1) * SIZE, size=SIZE + 1)
        context |= {"step": STEPS[place], "records": found[:SIZE], "next": page + 1 if len(found) > SIZE else 0}
        context |= {"previous": page - 1}
    return render(request, "cycle/index.html", context)
