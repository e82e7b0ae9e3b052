"""What the law wants to know of the company, for every invoice from now on."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zolal.accounts.permissions import demand, may
from zolal.sales.actions.seller import change_seller
from zolal.sales.legal import seller
from zolal.web.invoices.forms import PartyForm
from zolal.web.notices import notify
from zolal.web.policy import needs


@require_http_methods(["GET", "POST"])
@needs("settings.read")
def change(request: HttpRequest) -> HttpResponse:
    """The fields of the seller; invoices that were issued keep theirs."""
    form = PartyForm(request.POST or None, initial=seller()).changing()
    if request.method == "POST":
        demand(request.user, "settings.write")
        if form.is_valid():
            try:
                change_seller(told=form.told(), seen=form.seen, by=request.user)
                notify(request, _("Saved."))
                return redirect("invoice-seller")
            except ValidationError as refused:
                form.refuse(refused)
    context = {"form": form, "writes": may(request.user, "settings.write")}
    return render(request, "invoices/seller.html", context, status=422 if form.is_bound else 200)
