"""A draft is written: its lines, the buyer, the terms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zolal.core.ledger import Stale
from zolal.sales.actions.invoices import change_draft
from zolal.sales.models import Invoice
from zolal.sales.queries.buyers import buyer_for, withheld_of
from zolal.sales.queries.worth import writes_lines
from zolal.web.asked import whole_number
from zolal.web.invoices.changed import changes_of
from zolal.web.invoices.forms import PartyForm, TermsForm
from zolal.web.invoices.lines import note_wrong, offered, read_rows, shown_rows, typed_rows
from zolal.web.invoices.views import found_or_404
from zolal.web.notices import notify
from zolal.web.policy import needs


@require_http_methods(["GET", "POST"])
@needs("invoices.write")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All of it on one page; "more lines" saves and shows further empty ones."""
    invoice = found_or_404(request, uid)
    if invoice.status != Invoice.Status.DRAFT:
        notify(
            request, _("This invoice has been issued and is not changed any more; correct it by another."), tone="bad"
        )
        return redirect("invoice", uid=uid)
    products = offered(request.user)
    posted = request.POST if request.method == "POST" else None
    kept = {name: text for name, text in invoice.buyer.items() if name in withheld_of(request.user, invoice)}
    buyer = buyer_for(request.user, invoice)
    party = PartyForm(posted, initial=buyer, prefix="buyer")
    for name in withheld_of(request.user, invoice):
        del party.fields[name]
    terms = TermsForm(posted, initial={"due_on": invoice.due_on, "note": invoice.note})
    writes, rows = writes_lines(request.user), []
    if writes:
        rows = typed_rows(request.POST) if posted else shown_rows(invoice, {one.pk: one for one in products})
    above: list[str] = []
    changes: list[dict[str, Any]] = []
    version = (whole_number(request.POST.get("version", "")) if posted else None) or invoice.version
    if posted:
        told: dict[str, Any] = {}
        if writes:
            told["lines"] = read_rows(rows, invoice, {str(one.uid): one for one in products})
        if party.is_valid() and terms.is_valid() and not any(row.wrong for row in rows):
            try:
                _changed, action = change_draft(
                    invoice=invoice, version=version, **told, buyer=party.cleaned_data | kept,
                    **terms.cleaned_data, by=request.user,
                )  # fmt: skip
            except ValidationError as refused:
                above = note_wrong(rows, refused)
            except Stale as stale:
                changes, version = changes_of(request.user, invoice, stale), stale.version
            else:
                notify(request, _("Saved."), action=action)
                return redirect("invoice-change" if "more" in request.POST else "invoice", uid=uid)
    context = {
        "invoice": invoice, "buyer_name": buyer.get("name", ""), "rows": rows, "products": products, "party": party,
        "terms": terms, "above": above, "version": version, "refused": posted is not None and not changes,
        "changes": changes,
    }  # fmt: skip
    return render(request, "invoices/change.html", context, status=409 if changes else 422 if posted else 200)
