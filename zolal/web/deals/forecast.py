"""What is expected to be sold, month by month."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.i18n import RIALS, money_word
from zolal.people.queries.wish import BadWish
from zolal.sales.queries.deal_wish import DealWish
from zolal.sales.queries.forecast import Forecast, Month, forecast
from zolal.web.deals.asked import around, filters_of, user_of, wish_of
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.templatetags.money import unit
from zolal.web.templatetags.months import month as month_name
from zolal.web.templatetags.reading import language
from zolal.web.workbook import workbook

MILLION = 1_000_000


@require_GET
@needs("deals.read")
def index(request: HttpRequest) -> HttpResponse:
    """By Jalali month of the expected close: everything, what is likely of it, and what was won."""
    context = around(request, "forecast")
    try:
        wish = wish_of(request)
        told = forecast(user_of(request), wish)
    except BadWish as bad:
        context |= {"bad_wish": str(bad)}
    else:
        context |= {"wish": wish, "query": wish.query(), "filters": filters_of(wish), "forecast": told}
        context |= {"rows": [(one, month_name(one), _list(wish, one)) for one in told.months], "chart": _chart(told)}
        context |= {"unit": _unit()}
    return render(request, "deals/forecast.html", context, status=422 if "bad_wish" in context else 200)


@require_GET
@needs("deals.export")
def export(request: HttpRequest) -> HttpResponseBase:
    """The months as a file, in rials."""
    try:
        told = forecast(user_of(request), wish_of(request))
    except BadWish as bad:
        notify(request, str(bad), tone="bad")
        return redirect("deals-forecast")
    heads = [_("Month"), _("Deals"), _("Value (rial)"), _("Weighted value (rial)"), _("Won"), _("Won value (rial)")]
    rows = [[month_name(one), one.count, one.value, one.weighted, one.won_count, one.won_value] for one in told.months]
    return workbook("forecast", _("Forecast"), heads, rows)


def _list(wish: DealWish, month: Month) -> str:
    """The address of the deals behind a month."""
    return wish.query(expected_from=month.first.isoformat(), expected_to=month.last.isoformat(), state="open")


def _chart(told: Forecast) -> dict[str, Any]:
    """In millions of the reader's unit: a canvas has no room for rials."""
    by = RIALS[unit()] * MILLION
    figures = [
        (_("Won"), [one.won_value for one in told.months], "green"),
        (_("Expected, weighted"), [one.weighted for one in told.months], "teal"),
        (_("Expected, all"), [one.value for one in told.months], "slate"),
    ]
    return {
        "labels": [month_name(one) for one in told.months],
        "series": [
            {"name": name, "values": [round(value / by, 1) for value in values], "tone": tone}
            for name, values, tone in figures
        ],
    }


def _unit() -> str:
    return _("million %(unit)s") % {"unit": money_word(unit(), language())}
