"""A manager's week."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.strategy.queries.team_week import Week, team_week
from zolal.web.policy import needs
from zolal.web.strategy.behind import address_of
from zolal.web.workbook import workbook


@require_GET
@needs("goals.read")
def index(request: HttpRequest) -> HttpResponse:
    """What each of one's people did and what waits for them."""
    found = team_week(request.user, _day(request))  # type: ignore[arg-type]  # the login middleware stands before
    rows = [
        (
            one,
            {
                name: address_of(name, found.first, found.last, person=one.user)
                for name in ("calls_made", "visits_made")
            },
        )
        for one in found.members
    ]
    context = {
        "found": found,
        "rows": rows,
        "before": found.first - timedelta(days=7),
        "after": found.last + timedelta(days=1) if found.last < timezone.localdate() else None,
    }
    return render(request, "strategy/team.html", context)


@require_GET
@needs("goals.read")
def export(request: HttpRequest) -> HttpResponseBase:
    """The same as a file."""
    found = team_week(request.user, _day(request))  # type: ignore[arg-type]
    columns = [_("Name"), _("Calls made"), _("Calls answered"), _("Visits made"), _("Meetings held"), _("To do"),
               _("Late"), _("Open deals"), _("Deals that rot"), _("Days active"), _("Entered"),
               _("Score of entries")]  # fmt: skip
    return workbook("team", _("Week of the team"), columns, _rows(found))


def _rows(found: Week) -> list[list[str | int | float | None]]:
    names = ("calls_made", "calls_answered", "visits_made", "meetings_held")
    return [
        [one.user.name, *(one.done.get(name, 0) for name in names), one.open, one.late, one.deals, one.rotting,
         one.active, one.entered, one.quality]
        for one in found.members
    ]  # fmt: skip


def _day(request: HttpRequest) -> date | None:
    try:
        found = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        return None
    return found if date(1990, 1, 1) <= found <= date(2070, 1, 1) else None
