"""The products of a deal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zolal.accounts.models import User
from zolal.engine.fields.number import plain_number
from zolal.sales.actions.deal_lines import add_line, change_line, remove_line
from zolal.sales.models import Product
from zolal.sales.queries.deal_page import line_by_uid, lines_of
from zolal.sales.queries.products import products
from zolal.web.answered import Answered
from zolal.web.deals.answers import deal_or_404
from zolal.web.deals.asked import user_of
from zolal.web.deals.forms import ShareField
from zolal.web.money_field import MoneyField
from zolal.web.notices import notify
from zolal.web.policy import needs

MOST = 1_000


class QuantityField(forms.CharField):
    """A number in any digits."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's
        widget = forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, **options)

    def clean(self, value: Any) -> str | None:  # noqa: ANN401 - as typed
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        found = plain_number(text)
        if not found:
            raise ValidationError(_("“%(text)s” is no number.") % {"text": text[:60]})
        return found


class ProductField(forms.ChoiceField):
    """One of those that are sold."""

    def offer(self, by: User) -> None:
        """Read which there are, for each form anew."""
        found = products(by).filter(state="active").order_by("sort_key", "id")[:MOST]
        self.products = {str(one.uid): one for one in found}
        self.choices = [("", "—"), *((uid, one.name) for uid, one in self.products.items())]

    def clean(self, value: Any) -> Product | None:  # noqa: ANN401 - as sent
        return self.products.get(str(super().clean(value) or ""))


class LineForm(Answered):
    """A line; a price that is left out is the product's."""

    product = ProductField(label=gettext_lazy("Product"))
    quantity = QuantityField(label=gettext_lazy("Quantity"), required=False)
    price = MoneyField(label=gettext_lazy("Price of one"), required=False)
    discount = ShareField(label=gettext_lazy("Discount (per cent)"), required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["product"].offer(by)

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


def _to_lines(uid: UUID) -> HttpResponse:
    """The page of the deal, at its products."""
    return redirect(f"{reverse('deal', args=[uid])}#lines")


@require_POST
@needs("deals.write")
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another product."""
    deal, user = deal_or_404(request, uid), user_of(request)
    form = LineForm(request.POST, by=user, auto_id="line_%s")
    if form.is_valid():
        try:
            line = add_line(deal=deal, by=user, **form.given())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("%(name)s is in the deal.") % {"name": line.product.name})
            return _to_lines(uid)
    context = {"deal": deal, "line_form": form, "lines": lines_of(deal)}
    return render(request, "deals/lines_page.html", context, status=422)


@require_POST
@needs("deals.write")
def change(request: HttpRequest, uid: UUID, line: UUID) -> HttpResponse:
    """Another quantity (?do=… "remove": away)."""
    deal, user = deal_or_404(request, uid), user_of(request)
    try:
        found = line_by_uid(deal, line)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    try:
        if request.POST.get("do") == "remove":
            action = remove_line(line=found, by=user)
        else:
            quantity = QuantityField(required=True).clean(request.POST.get("quantity", ""))
            seen = {"quantity": request.POST["seen"]} if request.POST.get("seen") else None
            action = change_line(line=found, quantity=quantity, seen=seen, by=user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        if action:
            notify(request, _("Saved."), action=action)
    return _to_lines(uid)
