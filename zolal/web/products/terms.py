"""How a person or a company buys, and what they like."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zolal.sales.actions.customer_terms import choose_group, forget_preference, prefer
from zolal.sales.models import ProductPreference
from zolal.sales.queries.price_groups import preference, terms_of
from zolal.web.notices import notify
from zolal.web.people.record import found_or_404
from zolal.web.policy import needs
from zolal.web.products.price_forms import PreferenceForm, TermsForm


@require_http_methods(["GET", "POST"])
@needs("records.edit")
def change(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """Another price group; a product or a category that the customer likes."""
    record = found_or_404(request, record_type, uid)
    found = terms_of(record)
    adds = request.POST.get("do") == "prefer"
    begun = {"group": str(found.own.uid) if found.own else ""}
    form = TermsForm(None if adds else request.POST or None, by=request.user, initial=begun).changing()
    liked = PreferenceForm(request.POST if adds else None, by=request.user)
    if request.method == "POST" and (liked if adds else form).is_valid():
        try:
            if adds:
                _preference, action = prefer(customer=record, **liked.told(), by=request.user)
            else:
                action = choose_group(customer=record, **form.told(), seen=form.seen, by=request.user)
        except ValidationError as refused:
            (liked if adds else form).refuse(refused)
        else:
            notify(request, _("Saved."), action=action)
            return redirect(f"{record_type}-terms", uid=uid) if adds else redirect(record_type, uid=uid)
    context = {"record": record, "record_type": record_type, "terms": found, "form": form, "liked": liked}
    return render(request, "products/terms.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@needs("records.edit")
def drop(request: HttpRequest, record_type: str, uid: UUID, preference_uid: UUID) -> HttpResponse:
    """Liked no more."""
    record = found_or_404(request, record_type, uid)
    try:
        found = preference(record, preference_uid)
    except ProductPreference.DoesNotExist as missing:
        raise Http404 from missing
    notify(request, _("Saved."), action=forget_preference(customer=record, preference=found, by=request.user))
    return redirect(f"{record_type}-terms", uid=uid)
