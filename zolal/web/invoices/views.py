"""Invoices: the list, one of them, what is done with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.permissions import may
from zolal.core.ledger import history
from zolal.people.queries.lists import BadWish, Wish
from zolal.people.queries.lists import page as page_of
from zolal.people.queries.records import visible_record
from zolal.people.queries.typed import day as typed_day
from zolal.sales.actions.invoices import cancel_draft, correct_invoice, draft_invoice, draft_of_deal
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.exports import invoice_table
from zolal.sales.legal import FIELDS, missing_in, named, wrong_in
from zolal.sales.lines import amounts
from zolal.sales.models import Deal, Invoice
from zolal.sales.queries.buyers import buyer_for, seen
from zolal.sales.queries.deals import deal_by_uid
from zolal.sales.queries.invoices import InvoiceWish, invoice_by_uid, invoice_page, of_deal, sums_of
from zolal.sales.queries.worth import sees_invoice_lines, writes_lines
from zolal.web.invoices.forms import IssueForm, PaymentForm
from zolal.web.ledger.words import kind_label
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.templatetags.reading import digits
from zolal.web.workbook import csv_file, workbook

TABS = (
    ("all", gettext_lazy("all")),
    ("draft", gettext_lazy("drafts")),
    ("unpaid", gettext_lazy("unpaid")),
    ("overdue", gettext_lazy("overdue")),
    ("paid", gettext_lazy("paid")),
    ("returns", gettext_lazy("returns")),
    ("cancelled", gettext_lazy("cancelled")),
)


@require_GET
@needs("invoices.read")
def index(request: HttpRequest) -> HttpResponse:
    """The list with its sums."""
    try:
        wish, refused = wished(request), ""
        page = invoice_page(request.user, wish, request.GET.get("page"))
    except BadWish as bad:
        wish, refused = replace(InvoiceWish.read(request.GET), sort="-day"), str(bad)
        page = invoice_page(request.user, wish, request.GET.get("page"))
    names = ("q", "state", "sort", "since", "until")
    asked = {name: request.GET[name] for name in names if request.GET.get(name)}
    seen(request.user, page.rows)
    context = {
        "page": page,
        "sums": sums_of(request.user, wish) if page.is_exact else None,
        "wish": wish,
        "asked": asked,
        "tabs": TABS,
        "query": urlencode(asked),
        "unsorted": urlencode({name: value for name, value in asked.items() if name != "sort"}),
        "stateless": urlencode({name: value for name, value in asked.items() if name not in {"state", "page"}}),
        "today": timezone.localdate(),
        "refused": refused,
    }
    return render(request, "invoices/index.html", context, status=422 if refused else 200)


@require_POST
@needs("records.export")
def export(request: HttpRequest) -> HttpResponseBase:
    """The list as a file; the ledger tells who took it."""
    try:
        heads, rows = invoice_table(user=request.user, wish=wished(request))
    except BadWish as bad:
        notify(request, str(bad), tone="bad")
        return redirect("invoices")
    if request.POST.get("form") == "csv":
        return csv_file("invoices", heads, rows)
    return workbook("invoices", _("Invoices"), heads, rows)


@require_GET
@needs("invoices.write")
def new(request: HttpRequest) -> HttpResponse:
    """Who buys? People and companies are looked up; a button begins the draft."""
    q = request.GET.get("q", "").strip()[:200]
    found = []
    if q:
        for kind in ("company", "person"):
            try:
                records = page_of(user=request.user, wish=Wish(kind, search=q), size=10).records
            except BadWish:
                records = []
            found += [(kind, one) for one in records]
    return render(request, "invoices/new.html", {"q": q, "found": found})


@require_POST
@needs("invoices.write")
def create(request: HttpRequest) -> HttpResponse:
    """A draft for somebody, begun on their page."""
    customers: dict[str, Any] = {}
    for kind in ("person", "company"):
        if uid := request.POST.get(kind):
            try:
                customers[kind] = visible_record(request.user, kind, UUID(uid))
            except (ObjectDoesNotExist, ValueError) as missing:
                raise Http404 from missing
    try:
        if uid := request.POST.get("deal"):
            invoice, action = draft_of_deal(deal=_deal_or_404(request, uid), by=request.user)
        else:
            invoice, action = draft_invoice(**customers, by=request.user)
    except ValidationError as refused:
        notify(request, refused.messages[0], tone="bad")
        return redirect("invoice-new")
    notify(request, _("A draft has been begun."), action=action)
    return redirect("invoice-change", uid=invoice.uid)


@require_GET
@needs("invoices.read")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One invoice: its lines, what was paid, what corrects it."""
    return shown(request, found_or_404(request, uid))


@require_POST
@needs("invoices.issue")
def issue(request: HttpRequest, uid: UUID) -> HttpResponse:
    """It gets its number and is never changed again."""
    invoice = found_or_404(request, uid)
    form = IssueForm(request.POST)
    if form.is_valid():
        try:
            issued, _action = issue_invoice(invoice=invoice, on=form.cleaned_data["on"], by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Issued as %(code)s.") % {"code": digits(issued.code)})
            return redirect("invoice", uid=uid)
    return shown(request, invoice, issuing=form, status=422)


@require_POST
@needs("invoices.write")
def act(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A draft is cancelled; an issued one is corrected by another."""
    invoice = found_or_404(request, uid)
    try:
        match request.POST.get("do"):
            case "cancel":
                notify(request, _("The draft is cancelled."), action=cancel_draft(invoice=invoice, by=request.user))
            case "sale" | "return" as kind:
                draft, action = correct_invoice(invoice=invoice, kind=kind, by=request.user)
                notify(request, _("A correction has been begun; change it and issue it."), action=action)
                return redirect("invoice-change", uid=draft.uid)
    except ValidationError as refused:
        notify(request, refused.messages[0], tone="bad")
    return redirect("invoice", uid=uid)


def shown(request: HttpRequest, invoice: Invoice, *, status: int = 200, **forms: Any) -> HttpResponse:  # noqa: ANN401
    """The page of an invoice; a form that was refused is shown as it was typed."""
    draft, sees = invoice.status == Invoice.Status.DRAFT, sees_invoice_lines(request.user)
    pays = writes_lines(request.user) and (invoice.balance != 0 or bool(invoice.paid))
    buyer = buyer_for(request.user, invoice)
    context = {
        "invoice": invoice,
        "buyer_name": buyer.get("name", ""),
        "rows": [(line, amounts(line) if sees else None) for line in invoice.lines],
        "buyer": named(buyer),
        "seller": named(invoice.seller),
        "wrong": [(FIELDS[name], sentence) for name, sentence in wrong_in(buyer).items() if draft],
        "missing": [FIELDS[name] for name in missing_in(invoice.buyer)] if draft else [],
        "payments": invoice.payments.order_by("on", "id"),
        "corrections": invoice.corrections.order_by("id"),
        "history": [
            (kind_label(one.action.kind), one.action.actor, one.action.at)
            for one in history("invoice", [invoice.pk], limit=20)
        ],
        "may_issue": draft and sees and may(request.user, "invoices.issue"),
        "may_write": may(request.user, "invoices.write"),
        "may_pay": pays and may(request.user, "payments.write"),
        "issuing": IssueForm(initial={"on": timezone.localdate()}),
        "paying": PaymentForm(initial={"amount": max(invoice.balance or 0, 0), "on": timezone.localdate()}),
        "today": timezone.localdate(),
    }
    return render(request, "invoices/show.html", context | forms, status=status)


@require_GET
@needs("invoices.read")
def of_a_deal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The card of a deal: the invoices that came from it, and a button for another."""
    deal = _deal_or_404(request, str(uid))
    context = {"deal": deal, "invoices": of_deal(request.user, deal.pk), "today": timezone.localdate()}
    return render(request, "invoices/of_deal.html", context)


def _deal_or_404(request: HttpRequest, uid: str) -> Deal:
    try:
        return deal_by_uid(request.user, UUID(uid))  # type: ignore[arg-type]  # the login middleware stands before
    except (Deal.DoesNotExist, ValueError) as missing:
        raise Http404 from missing


def wished(request: HttpRequest) -> InvoiceWish:
    """What the address asks for. Raises `BadWish` for a day that is none."""
    asked = request.GET if request.method == "GET" else request.POST
    days = {name: typed_day(name, asked[name]) if asked.get(name) else None for name in ("since", "until")}
    return InvoiceWish.read(asked, **days)


def found_or_404(request: HttpRequest, uid: UUID) -> Invoice:
    """An invoice that the user may see."""
    try:
        return invoice_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Invoice.DoesNotExist as missing:
        raise Http404 from missing
