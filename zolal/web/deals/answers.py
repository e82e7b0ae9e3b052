"""How a screen answers after a deal was changed: to the board, to its page, or to a browser without scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from zolal.core.ledger import Stale
from zolal.sales.models import Deal, Stage
from zolal.sales.queries.deals import deal_by_uid
from zolal.web.deals.asked import user_of
from zolal.web.deals.board import moved
from zolal.web.ledger.reading import FactReader


def deal_or_404(request: HttpRequest, uid: UUID) -> Deal:
    """The deal, for who may see it."""
    try:
        return deal_by_uid(user_of(request), uid)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def done(request: HttpRequest, deal: Deal, stages: Iterable[Stage | None] = ()) -> HttpResponse:
    """The board gets its sums and the columns that changed; the page of the deal, and every other, loads anew."""
    address = reverse("deal", args=[deal.uid])
    if not request.headers.get("HX-Request"):
        return redirect(address)
    if request.POST.get("from") == "board":
        told = {"zolal:close": {}, "zolal:moved": {"card": reverse("deal-move", args=[deal.uid])}}
        return HttpResponse(moved(request, stages), headers={"HX-Reswap": "none", "HX-Trigger": json.dumps(told)})
    return HttpResponse(headers={"HX-Redirect": address})


def changes_of(request: HttpRequest, stale: Stale) -> list[dict[str, object]]:
    """What somebody else changed meanwhile, in the reader's words."""
    reader = FactReader(
        user_of(request), [("deal", one.fact, value) for one in stale.changes for value in (one.seen, one.now)]
    )
    return [
        {
            "label": reader.label("deal", one.fact),
            "seen": reader.text("deal", one.fact, one.seen),
            "now": reader.text("deal", one.fact, one.now),
            "by": one.by,
            "at": one.at,
        }
        for one in stale.changes
    ]
