"""Invoices as drafts: written, changed, cancelled, begun as a correction of another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_kind, demand_on
from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import demand_writable
from zolal.sales import given
from zolal.sales.legal import buyer_of, checked_party
from zolal.sales.lines import checked_lines, line_of, totals
from zolal.sales.models import Deal, DealLine, Invoice
from zolal.sales.queries.worth import demand_value

C = TypeVar("C", Person, Company)

CHANGED = frozenset({"lines", "due_on", "buyer", "note"})


def draft_invoice(
    *,
    person: Person | None = None,
    company: Company | None = None,
    deal: int | None = None,
    by: User,
    method: str = "form",
    **told: Any,  # noqa: ANN401 - by field
) -> tuple[Invoice, Action]:
    """A draft for a customer whom the user has found: `lines`, `due_on`, `note`, and of the `buyer` what is to stand
    there instead of what is on file. Raises `NotAllowed`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, "invoices.write")
        demand_kind(by, "create", "invoice")
        if told.get("lines"):
            demand_writable(by, "invoice", ["lines"])
        if person is None and company is None:
            raise ValidationError({"customer": _("Choose who buys.")})
        # Whoever found them may see them in part only; on the invoice stands what is on file.
        person, company = _on_file(Person, person), _on_file(Company, company)
        if person is not None and company is None:
            company = person.company
        usual = buyer_of(person, company)
        facts = checked({"lines": [], **told}) | {"person": person.pk if person else None, "deal": deal}
        facts |= {
            "company": company.pk if company else None,
            "owner": by.pk,
            "team": by.team_id,
            "kind": "sale",
            "status": "draft",
        }
        facts["buyer"] = checked_party(told.get("buyer") or usual, "buyer")
        action = ledger.act(
            kind="invoice.create", by=by, source=source_named(method, method), about={"name": usual.get("name", "")}
        )
        (record_id,) = ledger.create(action, "invoice", [facts])
    return Invoice.objects.get(pk=record_id), action


def _on_file(model: type[C], record: C | None) -> C | None:
    return None if record is None else model._default_manager.get(pk=record.pk)


def draft_of_deal(*, deal: Deal, by: User, method: str = "form") -> tuple[Invoice, Action]:
    """A draft of what a deal sells, for a deal that the caller has found for the user: its lines, or one of its value.

    Raises `NotAllowed`, also for who does not see what the deal is worth; `ValidationError` where it has no customer.
    """
    demand_value(by)
    lines = [
        line_of(line.product, price=line.price, quantity=f"{line.quantity.normalize():f}")
        | {"discount_percent": line.discount}
        for line in DealLine.objects.filter(deal=deal).select_related("product")
    ] or [{"name": deal.title, "quantity": "1", "price": deal.value or 0}]
    customers = {"person": deal.person, "company": deal.company}
    return draft_invoice(**customers, lines=lines, deal=deal.pk, by=by, method=method)


def change_draft(
    *,
    invoice: Invoice,
    version: int | None = None,
    by: User,
    method: str = "hand",
    **told: Any,  # noqa: ANN401 - by field
) -> tuple[Invoice, Action | None]:
    """Other `lines`, `due_on`, `buyer` or `note`; what is not given stays. No action where nothing changes.

    Raises `NotAllowed`; `Stale`; `ValidationError`, also for one that is no draft any more.
    """
    with transaction.atomic():
        demand(by, "invoices.write")
        demand_on(by, "change", "invoice", [invoice.pk])
        if "lines" in told:
            demand_writable(by, "invoice", ["lines"])
        current = locked_draft(invoice)
        facts = checked(told)
        if current.kind == Invoice.Kind.RETURN and "lines" in facts:
            demand_within(current, facts["lines"] or [])
        action = ledger.act(
            kind="invoice.edit", by=by, source=source_named(method, method), about={"name": buyer_name(current)}
        )
        seen = None if version is None else {current.pk: version}
        if not ledger.write(action, "invoice", {current.pk: facts}, versions=seen):
            action.delete()
            return current, None
    return Invoice.objects.get(pk=current.pk), action


def cancel_draft(*, invoice: Invoice, by: User) -> Action:
    """It will not be issued; undo takes it up again. Raises `NotAllowed`; `ValidationError`."""
    with transaction.atomic():
        demand(by, "invoices.write")
        demand_on(by, "change", "invoice", [invoice.pk])
        current = locked_draft(invoice)
        action = ledger.act(kind="invoice.cancel", by=by, about={"name": buyer_name(current)})
        ledger.write(action, "invoice", {current.pk: {"status": Invoice.Status.CANCELLED.value}})
    return action


def correct_invoice(*, invoice: Invoice, kind: str, by: User) -> tuple[Invoice, Action]:
    """A draft that will correct an issued sale: "sale" takes its place, "return" gives some of it back.

    It begins with the same lines. Raises `NotAllowed`; `ValidationError` where it cannot be corrected so.
    """
    with transaction.atomic():
        demand(by, "invoices.write")
        demand_on(by, "change", "invoice", [invoice.pk])
        demand_writable(by, "invoice", ["lines"])
        kind = given.choice("kind", kind, dict(Invoice.Kind.choices))
        current = Invoice.objects.select_for_update().get(pk=invoice.pk)
        demand_correctable(current, kind)
        facts: Facts = {
            "kind": kind, "status": "draft", "corrects": current.pk,
            "person": current.person_id, "company": current.company_id,
            "owner": current.owner_id, "team": current.team_id, "deal": current.deal, "lines": current.lines,
            "buyer": current.buyer, "due_on": current.due_on.isoformat() if current.due_on else None,
        }  # fmt: skip
        action = ledger.act(
            kind="invoice.correct", by=by, source=source_named("form", "form"), about={"name": current.code}
        )
        (record_id,) = ledger.create(action, "invoice", [facts])
    return Invoice.objects.get(pk=record_id), action


def checked(told: Mapping[str, Any]) -> Facts:
    """Facts in their form. Raises `ValidationError` by field."""
    if unknown := told.keys() - CHANGED:
        raise ValidationError({name: _("There is no such field.") for name in unknown})
    facts: Facts = {}
    if "lines" in told:
        facts["lines"] = checked_lines(told["lines"]) or None
    if "due_on" in told:
        due_on = told["due_on"]
        if due_on is not None and not isinstance(due_on, date):
            raise ValidationError({"due_on": _("Choose a day.")})
        facts["due_on"] = due_on.isoformat() if due_on else None
    if "note" in told:
        facts["note"] = given.text("note", told["note"], longest=2_000, lines=True) or None
    if told.get("buyer") is not None:
        facts["buyer"] = checked_party(told["buyer"], "buyer") or None
    return facts


def locked_draft(invoice: Invoice) -> Invoice:
    """The invoice as it is now, held until the transaction ends. Raises `ValidationError` where it is no draft."""
    current = Invoice.objects.select_for_update().get(pk=invoice.pk)
    if current.status == Invoice.Status.ISSUED:
        raise ValidationError(_("This invoice has been issued and is not changed any more; correct it by another."))
    if current.status == Invoice.Status.CANCELLED:
        raise ValidationError(_("This draft was cancelled."))
    return current


def demand_correctable(invoice: Invoice, kind: str) -> None:
    """Raise `ValidationError` where an invoice cannot be corrected by one of this kind."""
    if invoice.status != Invoice.Status.ISSUED or invoice.kind != Invoice.Kind.SALE:
        raise ValidationError(_("Only an issued sale is corrected; a draft is simply changed."))
    if invoice.replaced:
        raise ValidationError(_("Another invoice stands in the place of this one; correct that."))
    if kind == Invoice.Kind.SALE and invoice.credited:
        raise ValidationError(_("Something of this invoice came back already; what is left can only be returned."))


def demand_within(draft: Invoice, lines: list[dict[str, Any]]) -> None:
    """Raise `ValidationError` where more would come back than was sold and has not come back already."""
    sold = draft.corrects
    if sold is not None and totals(lines).total > sold.total - sold.credited:
        raise ValidationError({"lines": _("More cannot come back than was sold by this invoice.")})


def buyer_name(invoice: Invoice) -> str:
    return str(invoice.buyer.get("name", ""))
