"""The issue of an invoice: its number, its fields as they are now, and from then on no change."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_on
from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.core.models import Action
from zolal.sales.actions.invoices import demand_correctable, demand_within, locked_draft
from zolal.sales.fiscal import fiscal_year
from zolal.sales.legal import FIELDS, seller, wrong_in
from zolal.sales.models import Invoice, InvoiceSeries
from zolal.sales.queries.worth import demand_invoice_lines


def issue_invoice(
    *, invoice: Invoice, on: date | None = None, version: int | None = None, by: User
) -> tuple[Invoice, Action]:
    """Give a draft the next number of its fiscal year and freeze it. The customer's last purchase is kept with it.

    Days go with numbers: no invoice is dated before the last one, nor after today. Raises `NotAllowed`; `Stale`;
    `ValidationError` for what cannot be issued: without lines or a buyer, with an ID that cannot be right.
    """
    with transaction.atomic():
        demand(by, "invoices.issue")
        demand_on(by, "change", "invoice", [invoice.pk])
        # Nobody asks a customer to pay what they have not seen.
        demand_invoice_lines(by)
        draft = locked_draft(invoice)
        day = on or timezone.localdate()
        _demand_whole(draft)
        number, year = _next_number(day)
        action = ledger.act(kind="invoice.issue", by=by, about={"name": f"{year}/{number:05}"})
        facts: Facts = {
            "status": Invoice.Status.ISSUED.value, "year": year, "number": number, "issued_on": day.isoformat(),
            "seller": seller(), "buyer": draft.buyer,
        }  # fmt: skip
        if draft.due_on is None or draft.due_on < day:
            facts["due_on"] = day.isoformat()
        # The customer is asked to pay what was seen: here a change of any fact matters.
        if version is not None and version != draft.version:
            raise ledger.Stale(draft.pk, draft.version, [])
        ledger.write(action, "invoice", {draft.pk: facts})
        if draft.kind == Invoice.Kind.SALE:
            _note_purchase(draft, day, action)
    return Invoice.objects.get(pk=draft.pk), action


def _demand_whole(draft: Invoice) -> None:
    if not draft.lines:
        raise ValidationError({"lines": _("Nothing is sold by this invoice. Add a line.")})
    if not draft.buyer.get("name"):
        raise ValidationError({"buyer": _("Nobody is named as the buyer.")})
    if wrong := wrong_in(draft.buyer):
        raise ValidationError({"buyer": [f"{FIELDS[name]}: {sentence}" for name, sentence in wrong.items()]})
    if draft.corrects_id:
        corrected = Invoice.objects.select_for_update().get(pk=draft.corrects_id)
        demand_correctable(corrected, draft.kind)
        if draft.kind == Invoice.Kind.RETURN:
            draft.corrects = corrected
            demand_within(draft, draft.lines)


def _next_number(day: date) -> tuple[int, int]:
    """The number after the last one; the row is held, so that of two issues one waits and none is left out."""
    if day > timezone.localdate():
        raise ValidationError({"on": _("An invoice is not dated in the future.")})
    year = fiscal_year(day)
    InvoiceSeries.objects.get_or_create(year=year)
    series = InvoiceSeries.objects.select_for_update().get(year=year)
    if series.last_on is not None and day < series.last_on:
        raise ValidationError({"on": _("An invoice of a later day has been issued already; numbers go with the days.")})
    series.last, series.last_on = series.last + 1, day
    series.save(update_fields=["last", "last_on"])
    return series.last, year


def _note_purchase(draft: Invoice, day: date, action: Action) -> None:
    """The day of the last purchase, of the person and of the company."""
    for record_type, customer in (("person", draft.person), ("company", draft.company)):
        if customer is not None and (customer.last_purchase_on is None or customer.last_purchase_on < day):
            ledger.write(action, record_type, {customer.pk: {"last_purchase_on": day.isoformat()}})
