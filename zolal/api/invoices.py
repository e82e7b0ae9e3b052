"""Invoices and payments."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema, Status

from zolal.accounts.models import User
from zolal.api.answers.invoices import AccountOut, DebtOut, InvoiceDetail, InvoiceOut, PaymentOut, TaxOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import ActionOut, Page, action_out, page_out, user_named
from zolal.api.table_file import table_file
from zolal.people.queries.lists import BadWish
from zolal.people.queries.records import visible_record
from zolal.report.invoice import invoice_pdf
from zolal.sales.actions.invoices import cancel_draft, change_draft, correct_invoice, draft_invoice
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.actions.payments import add_payment, delete_payment
from zolal.sales.exports import invoice_table
from zolal.sales.invoice_paper import invoice_paper
from zolal.sales.legal import missing_in, wrong_in
from zolal.sales.lines import amounts
from zolal.sales.models import Invoice, Payment
from zolal.sales.queries.accounts import statement_of
from zolal.sales.queries.buyers import buyer_for, seen, withheld_of
from zolal.sales.queries.invoices import InvoiceWish, aging, invoice_by_uid, invoice_page, payment_by_uid
from zolal.sales.queries.products import products, uids_of
from zolal.sales.queries.worth import hide_amounts, sees_amounts
from zolal.sales.tax_table import judged_invoices, tax_invoice_table

invoices = Router(tags=["Invoices"])

_MOST = 200


class InvoiceQuery(Schema):
    """`q` looks in numbers, buyers and lines; `state` also "unpaid", "overdue", "paid", "returns"; `after` a cursor."""

    q: str = ""
    state: str = "all"
    sort: str = "-day"
    since: date | None = None
    until: date | None = None
    after: str = ""
    size: int = 50


class LineIn(Schema):
    """What is left out beside a product is that of the catalogue, except the price. Amounts in rials."""

    product: UUID | None = None
    name: str | None = None
    goods_id: str | None = None
    unit: str | None = None
    quantity: str | float | int = "1"
    price: int
    discount: int = 0
    discount_percent: float = 0
    tax_percent: float | None = None


class InvoiceIn(Schema):
    """For a person or a company, or of a `deal`, which says who buys and what. `buyer`: legal fields that stand
    instead of those on file."""

    deal: UUID | None = None
    person: UUID | None = None
    company: UUID | None = None
    lines: list[LineIn] = Field(default_factory=list)
    due_on: date | None = None
    note: str = ""
    buyer: dict[str, str] | None = None


class InvoiceEdit(Schema):
    """What is left out stays. `version`: the one that was seen."""

    version: int | None = None
    lines: list[LineIn] | None = None
    due_on: date | None = None
    note: str | None = None
    buyer: dict[str, str] | None = None


class IssueIn(Schema):
    """`on`: the day of the invoice, today where it is left out; `version`: the one that was seen."""

    on: date | None = None
    version: int | None = None


class CorrectionIn(Schema):
    """ "sale": another takes its place; "return": something came back."""

    kind: Literal["sale", "return"]


class PaymentIn(Schema):
    """`amount` in rials; below nothing: money given back."""

    amount: int
    on: date | None = None
    method: Literal["transfer", "card", "cash", "cheque", "online", "other"] = "transfer"
    reference: str = ""
    note: str = ""


class InvoiceExport(Schema):
    q: str = ""
    state: str = "all"
    sort: str = "-day"
    since: date | None = None
    until: date | None = None
    form: Literal["csv", "xlsx"] = "xlsx"


class TaxExport(Schema):
    """Invoices issued between two days, both in it; `only_whole`: without those that lack something."""

    since: date
    until: date
    only_whole: bool = False
    form: Literal["csv", "xlsx"] = "xlsx"


@invoices.get("", auth=needs("invoices.read"), response=Page[InvoiceOut], summary="List invoices")
def index(request: HttpRequest, query: Query[InvoiceQuery]) -> Any:  # noqa: ANN401
    number = query.after or "1"
    if not number.isdecimal() or len(number) > 9:
        raise BadWish("after", "after")
    user = user_of(request)
    found = invoice_page(user, _wish(query), number, min(max(query.size, 1), _MOST))
    items = [invoice_out(one, one.buyer) for one in seen(user, found.rows)]
    return page_out(items, next=str(found.next or ""), total=found.count, total_is_exact=found.is_exact)


@invoices.post("", auth=needs("invoices.write"), response={201: InvoiceDetail}, summary="A draft")
def create(request: HttpRequest, given: InvoiceIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    customers = {
        kind: visible_record(user, kind, uid) for kind in ("person", "company") if (uid := getattr(given, kind))
    }
    told = {"lines": _lines(user, given.lines), "due_on": given.due_on, "note": given.note, "buyer": given.buyer}
    made, _action = draft_invoice(**customers, **told, by=user, method="api")
    return Status(201, detail_out(user, made))


@invoices.post("/export", auth=needs("records.export"), summary="The list as a CSV or XLSX file")
def export(request: HttpRequest, given: InvoiceExport) -> Any:  # noqa: ANN401 - a file
    user = user_of(request)
    heads, rows = invoice_table(user=user, wish=_wish(given))
    return table_file("invoices", heads, rows, form=given.form, rtl=user.language == "fa")


@invoices.get("/tax", auth=needs("invoices.read"), response=TaxOut, summary="What issued invoices lack for the tax")
def tax(request: HttpRequest, since: date, until: date) -> Any:  # noqa: ANN401
    found = judged_invoices(user_of(request), since=since, until=until)
    lacking = [{"invoice": one.invoice.uid, "code": one.invoice.code, "problems": one.problems}
               for one in found if one.problems]  # fmt: skip
    return {"count": len(found), "whole": len(found) - len(lacking), "lacking": lacking}


@invoices.post("/tax/export", auth=needs("records.export"), summary="All legal fields, a row for each line, as a file")
def tax_export(request: HttpRequest, given: TaxExport) -> Any:  # noqa: ANN401 - a file
    user = user_of(request)
    heads, rows = tax_invoice_table(user=user, since=given.since, until=given.until, only_whole=given.only_whole)
    return table_file("tax-invoices", heads, rows, form=given.form, rtl=user.language == "fa")


@invoices.get("/debts", auth=needs("invoices.read"), response=list[DebtOut], summary="Who owes what since when")
def debts(request: HttpRequest) -> Any:  # noqa: ANN401
    return [
        {
            "customer": _named(one.customer),
            "type": one.customer.record_type,
            "parts": list(one.parts),
            "total": one.total,
        }
        for one in aging(user_of(request))
    ]


@invoices.get(
    "/account/{type}/{uuid:uid}", auth=needs("invoices.read"), response=AccountOut, summary="The account of a customer"
)
def account(
    request: HttpRequest,
    type: Literal["person", "company"],  # noqa: A002
    uid: UUID,
    since: date | None = None,
    until: date | None = None,
) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = statement_of(user, visible_record(user, type, uid), since=since, until=until)
    entries = [
        {
            "day": one.day,
            "invoice": one.invoice.uid,
            "payment": one.payment.uid if one.payment else None,
            "charged": one.charged,
            "credited": one.credited,
            "balance": one.balance,
        }
        for one in found.entries
    ]
    return {"opening": found.opening, "closing": found.closing, "entries": entries}


@invoices.get("/{uuid:uid}", auth=needs("invoices.read"), response=InvoiceDetail, summary="One invoice")
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return detail_out(user, invoice_by_uid(user, uid))


@invoices.get("/{uuid:uid}/pdf", auth=needs("invoices.read"), summary="As PDF, in the language of the user or `lang`")
def pdf(request: HttpRequest, uid: UUID, lang: str = "") -> Any:  # noqa: ANN401 - a file
    user = user_of(request)
    spoken = lang or user.language
    content = invoice_pdf(invoice_paper(invoice_by_uid(user, uid), "en" if spoken == "en" else "fa", user))
    return HttpResponse(content, content_type="application/pdf")


@invoices.patch("/{uuid:uid}", auth=needs("invoices.write"), response=InvoiceDetail, summary="Change a draft")
def change(request: HttpRequest, uid: UUID, given: InvoiceEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = given.dict(exclude_unset=True)
    version = told.pop("version", None)
    told = {name: value for name, value in told.items() if value is not None or name == "due_on"}
    if "lines" in told:
        told["lines"] = _lines(user, given.lines or [])
    invoice = invoice_by_uid(user, uid)
    if "buyer" in told:
        kept = {name: text for name, text in invoice.buyer.items() if name in withheld_of(user, invoice)}
        told["buyer"] = told["buyer"] | kept
    changed, _action = change_draft(invoice=invoice, version=version, **told, by=user, method="api")
    return detail_out(user, changed)


@invoices.post("/{uuid:uid}/issue", auth=needs("invoices.issue"), response=InvoiceDetail, summary="Issue; for ever")
def issue(request: HttpRequest, uid: UUID, given: IssueIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    issued, _action = issue_invoice(invoice=invoice_by_uid(user, uid), on=given.on, version=given.version, by=user)
    return detail_out(user, issued)


@invoices.post("/{uuid:uid}/cancel", auth=needs("invoices.write"), response=ActionOut, summary="Cancel a draft")
def cancel(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(cancel_draft(invoice=invoice_by_uid(user, uid), by=user))


@invoices.post(
    "/{uuid:uid}/correct",
    auth=needs("invoices.write"),
    response={201: InvoiceDetail},
    summary="A draft that corrects an issued sale",
)
def correct(request: HttpRequest, uid: UUID, given: CorrectionIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    draft, _action = correct_invoice(invoice=invoice_by_uid(user, uid), kind=given.kind, by=user)
    return Status(201, detail_out(user, draft))


@invoices.post("/{uuid:uid}/payments", auth=needs("payments.write"), response={201: PaymentOut}, summary="Money came")
def pay(request: HttpRequest, uid: UUID, given: PaymentIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    payment, _action = add_payment(invoice=invoice_by_uid(user, uid), **given.dict(), by=user, came="api")
    return Status(201, payment_out(payment, user))


@invoices.delete("/payments/{uuid:uid}", auth=needs("payments.write"), response=ActionOut, summary="It never came")
def unpay(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(delete_payment(payment=payment_by_uid(user, uid), by=user))


def invoice_out(invoice: Invoice, buyer: dict[str, str]) -> dict[str, Any]:
    """With the buyer as the user sees them."""
    names = ("version", "kind", "status", "code", "year", "number", "replaced", "issued_on", "due_on", "seller",
             "note", "subtotal", "discount", "tax", "total", "paid", "credited", "balance", "created_at",
             "updated_at")  # fmt: skip
    return {
        "id": invoice.uid,
        "buyer": buyer,
        **{name: getattr(invoice, name) for name in names},
        "corrects": invoice.corrects.uid if invoice.corrects else None,
        "person": None,
        "company": None,
        "owner": user_named(invoice.owner),
    }


def detail_out(user: User, invoice: Invoice) -> dict[str, Any]:
    hide_amounts(user, [invoice])
    draft = invoice.status == Invoice.Status.DRAFT
    uids = uids_of(user, [line["product"] for line in invoice.lines if line["product"]])
    buyer = buyer_for(user, invoice)
    return invoice_out(invoice, buyer) | {
        "person": _named(invoice.person),
        "company": _named(invoice.company),
        "lines": [_line_out(line, uids) for line in invoice.lines],
        "payments": [payment_out(one, user) for one in invoice.payments.select_related("invoice").order_by("on", "id")],
        "corrections": list(invoice.corrections.order_by("id").values_list("uid", flat=True)),
        "wrong": wrong_in(buyer) if draft else {},
        "missing": missing_in(invoice.buyer) if draft else [],
    }


def payment_out(payment: Payment, user: User) -> dict[str, Any]:
    names = ("on", "method", "reference", "note")
    found = {"id": payment.uid, "invoice": payment.invoice.uid, **{name: getattr(payment, name) for name in names}}
    return found | {"amount": payment.amount if sees_amounts(user) else None}


def _line_out(line: dict[str, Any], uids: dict[int, UUID]) -> dict[str, Any]:
    sums = None if line["price"] is None else amounts(line)
    return {
        **{name: line[name] for name in ("name", "goods_id", "unit", "quantity", "price")},
        "product": uids.get(line["product"] or 0),
        "discount_percent": line["discount_percent"] / 100 if sums else None,
        "tax_percent": line["tax"] / 100,
        **{name: getattr(sums, name, None) for name in ("discount", "tax", "net", "total")},
    }


def _lines(user: User, told: list[LineIn]) -> list[dict[str, Any]]:
    """Lines as the action takes them; what is unknown of a product comes from the catalogue."""
    known = {one.uid: one for one in products(user).filter(uid__in=[line.product for line in told if line.product])}
    lines = []
    for line in told:
        product = known.get(line.product) if line.product else None
        usual = {name: getattr(product, name) if product else "" for name in ("name", "goods_id", "unit")}
        tax = line.tax_percent if line.tax_percent is not None else (product.tax if product else 0) / 100
        lines.append(
            {
                "product": product.pk if product else None,
                **{name: usual[name] if getattr(line, name) is None else getattr(line, name) for name in usual},
                "quantity": line.quantity,
                "price": line.price,
                "discount": line.discount,
                "discount_percent": round(line.discount_percent * 100),
                "tax": round(tax * 100),
            }
        )
    return lines


def _named(row: Any) -> dict[str, str] | None:  # noqa: ANN401 - whoever buys
    return {"id": str(row.uid), "name": row.name} if row else None


def _wish(query: InvoiceQuery | InvoiceExport) -> InvoiceWish:
    return InvoiceWish.read(query.dict(), since=query.since, until=query.until)
