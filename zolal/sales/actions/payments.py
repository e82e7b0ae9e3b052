"""Money that comes in for invoices."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_kind, demand_on
from zolal.core import ledger
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.people.queries.permitted import demand_writable
from zolal.sales import given
from zolal.sales.models import Invoice, Payment


def add_payment(
    *,
    invoice: Invoice,
    amount: Any,  # noqa: ANN401 - JSON
    on: date | None = None,
    method: str = "transfer",
    reference: str = "",
    note: str = "",
    by: User,
    came: str = "form",
) -> tuple[Payment, Action]:
    """Money for an issued sale, in rials; below nothing: money given back. Undo takes it away again.

    Raises `NotAllowed`; `ValidationError` by field, also for more than is owed.
    """
    with transaction.atomic():
        demand(by, "payments.write")
        demand_kind(by, "create", "payment")
        demand_writable(by, "payment", ["amount"])
        current = Invoice.objects.select_for_update().get(pk=invoice.pk)
        facts = {
            "invoice": current.pk, "amount": _amount(current, amount), "on": _day(on).isoformat(),
            "method": given.choice("method", method, dict(Payment.Method.choices)),
            "reference": given.text("reference", reference, longest=100),
            "note": given.text("note", note, longest=500), "owner": current.owner_id, "team": current.team_id,
        }  # fmt: skip
        action = ledger.act(kind="payment.create", by=by, source=source_named(came, came), about={"name": current.code})
        (record_id,) = ledger.create(action, "payment", [facts])
    return Payment.objects.get(pk=record_id), action


def delete_payment(*, payment: Payment, by: User) -> Action:
    """It never came; undo brings it back. Raises `NotAllowed`, `ValidationError`."""
    with transaction.atomic():
        demand(by, "payments.write")
        demand_on(by, "delete", "payment", [payment.pk])
        demand_writable(by, "payment", ["amount"])
        Invoice.objects.select_for_update().get(pk=payment.invoice_id)
        action = ledger.act(kind="payment.delete", by=by, about={"name": payment.invoice.code})
        ledger.remove(action, "payment", [payment.pk])
    return action


def _amount(invoice: Invoice, amount: Any) -> int:  # noqa: ANN401 - JSON
    found = given.rials("amount", amount, least=-given.MOST_RIALS)
    if invoice.status != Invoice.Status.ISSUED or invoice.kind != Invoice.Kind.SALE or invoice.replaced:
        raise ValidationError({"amount": _("Only an issued sale that stands is paid.")})
    if not found:
        raise ValidationError({"amount": _("How much was paid?")})
    owed = invoice.total - invoice.paid - invoice.credited
    if found > 0 and found > owed:
        sentence = _("Only %(rials)s rials are still to be paid. Is there a zero too many?")
        raise ValidationError({"amount": sentence % {"rials": f"{max(owed, 0):,}"}})
    if found < 0 and -found > invoice.paid:
        raise ValidationError({"amount": _("More cannot be given back than was paid.")})
    return found


def _day(on: date | None) -> date:
    today = timezone.localdate()
    if on is not None and on > today:
        raise ValidationError({"on": _("A payment is noted when it has come.")})
    return on or today
