"""In which order a reviewer goes through the queue: chosen on its page, kept for the session."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from zolal.quality.queries.pair_order import LIKELY, ORDERS, TELLING

ORDER_LABELS = {LIKELY: _("Most likely first"), TELLING: _("What teaches most first")}
_KEY = "pair_order"


def choose_order(request: HttpRequest) -> str:
    """The order that the address asks for, from now on; else the one chosen before."""
    wanted = request.GET.get("order", "")
    if wanted in ORDERS and wanted != chosen_order(request):
        request.session[_KEY] = wanted
    return chosen_order(request)


def chosen_order(request: HttpRequest) -> str:
    order = str(request.session.get(_KEY, LIKELY))
    return order if order in ORDERS else LIKELY
