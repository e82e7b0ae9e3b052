"""Payments, from the page of their invoice."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zolal.sales.actions.payments import add_payment, delete_payment
from zolal.sales.models import Payment
from zolal.sales.queries.invoices import payment_by_uid
from zolal.web.invoices.forms import PaymentForm
from zolal.web.invoices.views import found_or_404, shown
from zolal.web.notices import notify
from zolal.web.policy import needs


@require_POST
@needs("payments.write")
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Money has come."""
    invoice = found_or_404(request, uid)
    form = PaymentForm(request.POST)
    if form.is_valid():
        try:
            _payment, action = add_payment(invoice=invoice, **form.cleaned_data, by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("The payment is noted."), action=action)
            return redirect("invoice", uid=uid)
    return shown(request, invoice, paying=form, status=422)


@require_POST
@needs("payments.write")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """It never came."""
    try:
        payment = payment_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Payment.DoesNotExist as missing:
        raise Http404 from missing
    notify(request, _("The payment is taken away."), action=delete_payment(payment=payment, by=request.user))
    return redirect("invoice", uid=payment.invoice.uid)
