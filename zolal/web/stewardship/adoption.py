"""How much people work with Zolal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.stewardship.daily import EDITED, ENTERED, IMPORTED
from zolal.stewardship.queries.adoption import Adoption, adoption
from zolal.web.policy import needs
from zolal.web.templatetags.reading import day, moment
from zolal.web.workbook import workbook

KINDS = {"entered": ",".join(ENTERED), "edited": ",".join(EDITED), "imported": ",".join(IMPORTED)}
"""The actions behind each number, as the ledger is asked for them."""


@require_GET
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """One's own people, or oneself, over twelve weeks."""
    found = adoption(request.user)
    uses = sorted(found.uses, key=lambda use: (-use.active, use.user.name))
    context = {"found": found, "uses": uses, "chart": _chart(found), "weeks": list(enumerate(found.weeks))}
    context |= {"since": found.weeks[0].isoformat(), "kinds": KINDS}
    return render(request, "stewardship/adoption.html", context)


@require_GET
@needs("records.read")
def export(request: HttpRequest) -> HttpResponseBase:
    """The same as a file."""
    columns = [_("Name"), _("Team"), _("Days active"), _("Entered"), _("Edited"), _("Decided"), _("Imports"),
               _("Dealt"), _("Done"), _("Last log-in")]  # fmt: skip
    rows = [
        [use.user.name, use.user.team.name if use.user.team else "", use.active, use.entered, use.edited, use.decided,
         use.imported, use.dealt, use.done, moment(use.user.last_login)]
        for use in adoption(request.user).uses
    ]  # fmt: skip
    return workbook("adoption", _("Adoption"), columns, rows)


def _chart(found: Adoption) -> dict[str, Any]:
    """Active days of all together, week by week."""
    sums = [sum(use.weeks[place] for use in found.uses) for place in range(len(found.weeks))]
    return {
        "labels": [day(week) for week in found.weeks],
        "series": [{"name": _("Days active"), "values": sums, "tone": "teal"}],
    }
