"""Issued invoices for the tax administration: what can be handed over, what lacks something, and the table."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from zolal.engine.persian.calendar import quarter_start
from zolal.sales.tax_table import judged_invoices, tax_invoice_table
from zolal.web.answered import Answered
from zolal.web.policy import needs
from zolal.web.stewardship.inputs import DayField
from zolal.web.workbook import csv_file, workbook

SHOWN = 100


class DaysForm(Answered):
    """From which day to which."""

    since = DayField(label=gettext_lazy("From day"))
    until = DayField(label=gettext_lazy("Until (and with)"))


@require_GET
@needs("invoices.read")
def index(request: HttpRequest) -> HttpResponse:
    """Of some days, or of the quarter so far: how many are whole, and what the others lack."""
    form = DaysForm(request.GET if "since" in request.GET else _quarter())
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        try:
            found = judged_invoices(request.user, **form.cleaned_data)  # type: ignore[arg-type]  # logged in
        except ValidationError as refused:
            form.refuse(refused)
        else:
            lacking = [one for one in found if one.problems]
            context |= {
                "count": len(found),
                "whole": len(found) - len(lacking),
                "lacking": lacking[:SHOWN],
                "more": max(0, len(lacking) - SHOWN),
                "asked": {name: day.isoformat() for name, day in form.cleaned_data.items()},
            }
    return render(request, "invoices/tax.html", context, status=200 if form.is_valid() else 422)


@require_POST
@needs("records.export")
def export(request: HttpRequest) -> HttpResponseBase:
    """The table as a file."""
    form = DaysForm(request.POST)
    if form.is_valid():
        try:
            heads, rows = tax_invoice_table(
                user=request.user,  # type: ignore[arg-type]  # the login middleware stands before
                only_whole=bool(request.POST.get("only_whole")),
                **form.cleaned_data,
            )
        except ValidationError as refused:
            form.refuse(refused)
        else:
            if request.POST.get("form") == "csv":
                return csv_file("tax-invoices", heads, rows)
            return workbook("tax-invoices", _("Invoices"), heads, rows)
    return render(request, "invoices/tax.html", {"form": form}, status=422)


def _quarter() -> dict[str, date]:
    """From the first day of the Jalali quarter to today: by quarters the tax is told."""
    today = timezone.localdate()
    return {"since": quarter_start(today), "until": today}
