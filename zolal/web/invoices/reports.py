"""Who owes what since when, and the account of one customer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.people.queries.lists import BadWish
from zolal.people.queries.typed import day as typed_day
from zolal.sales.queries.accounts import Entry, statement_of
from zolal.sales.queries.invoices import aging
from zolal.web.notices import notify
from zolal.web.people.record import found_or_404
from zolal.web.policy import needs
from zolal.web.templatetags.reading import day
from zolal.web.workbook import workbook


def heads() -> list[str]:
    return [_("not yet due"), _("up to 30 days"), _("31 to 60 days"), _("61 to 90 days"), _("longer")]


@require_GET
@needs("invoices.read")
def debts(request: HttpRequest) -> HttpResponse:
    """Unpaid invoices by customer and age."""
    found = aging(request.user)
    sums = [sum(parts) for parts in zip(*(one.parts for one in found), strict=True)] or [0] * 5
    rows = [(one, one.customer.record_type) for one in found[:500]]
    context = {"rows": rows, "heads": heads(), "sums": sums, "total": sum(sums)}
    return render(request, "invoices/debts.html", context)


@require_GET
@needs("records.export")
def debts_export(request: HttpRequest) -> HttpResponseBase:
    """The same as a file, in rials."""
    rows = [[one.name, *one.parts, one.total] for one in aging(request.user)]
    return workbook("debts", _("Debts by age"), [_("Customer"), *heads(), _("Together (rials)")], rows)


@require_GET
@needs("invoices.read")
def account(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """The account of a customer between two days."""
    record = found_or_404(request, record_type, uid)
    days, refused = _days(request)
    context = {
        "record": record,
        "record_type": record_type,
        "statement": statement_of(request.user, record, **days),
        "shown": days | {name: request.GET[name] for name in refused},
        "refused": refused,
        "query": request.GET.urlencode(),
    }
    return render(request, "invoices/account.html", context, status=422 if refused else 200)


@require_GET
@needs("records.export")
def account_export(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponseBase:
    """The account as a file, in rials."""
    record = found_or_404(request, record_type, uid)
    days, refused = _days(request)
    if refused:
        notify(request, " ".join(sentence for told in refused.values() for sentence in told), tone="bad")
        return redirect(f"{record_type}-account", uid)
    found = statement_of(request.user, record, **days)
    columns = [_("Day"), _("What"), _("Charged"), _("Credited"), _("Balance (rials)")]
    rows = [["", _("Brought forward"), None, None, found.opening]]
    rows += [[day(one.day), told(one), one.charged or None, one.credited or None, one.balance] for one in found.entries]
    return workbook("account", _("Statement of account"), columns, rows)


def told(entry: Entry) -> str:
    """What an entry is, for a file."""
    code = entry.invoice.code
    if entry.payment is None:
        return _("Invoice %(code)s") % {"code": code}
    return _("%(way)s for %(code)s") % {"way": entry.payment.get_method_display(), "code": code}


def _days(request: HttpRequest) -> tuple[dict[str, date | None], dict[str, list[str]]]:
    """The days that the address asks for, and by name why one is none."""
    days: dict[str, date | None] = {}
    refused: dict[str, list[str]] = {}
    for name in ("since", "until"):
        try:
            days[name] = typed_day(name, request.GET[name]) if request.GET.get(name) else None
        except BadWish as bad:
            refused[name] = [str(bad)]
    return days, refused
