"""What roles are told about what is sold."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.accounts.objects import offer
from zolal.accounts.reach import guard
from zolal.core.models import Action
from zolal.people.queries.permitted import Choice, goes_along, own_choices
from zolal.sales.models import PriceGroup, PriceList
from zolal.sales.queries.worth import writes_price

_EDIT = "products.edit"
_WRITE = "deals.write"
_AMOUNT = ("normal", "read", "hidden")


def tell() -> None:
    """Called when the app is ready."""
    offer(
        "deal",
        _("Deals"),
        {"see": "deals.read", "create": _WRITE, "change": _WRITE, "delete": "deals.delete", "export": "deals.export"},
        fields=deal_choices,
    )
    goes_along("deal", "margin_share", "margin_amount")
    offer(
        "product",
        _("Products"),
        {"see": "records.read", "create": _EDIT, "change": _EDIT, "delete": _EDIT, "export": "records.export"},
        fields=product_choices,
    )
    guard(writes_prices_of)


def deal_choices() -> Mapping[str, Choice]:
    """What of deals a role can be given: what they are worth, the margin, fields of one's own."""
    amounts = {"value": Choice(_("Value, prices and sums"), _AMOUNT), "margin_share": Choice(_("Margin"), _AMOUNT)}
    return {**amounts, **own_choices("deal")}


def product_choices() -> Mapping[str, Choice]:
    """What of products a role can be given: their prices, fields of one's own."""
    label = _("Prices, price lists and discounts of price groups")
    return {"price": Choice(label, _AMOUNT), **own_choices("product")}


def invoice_choices() -> Mapping[str, Choice]:
    """What of invoices a role can be given: what they come to; with it what is paid."""
    return {"total": Choice(_("Amounts of invoices and payments, and what is owed"), _AMOUNT)}


def writes_prices_of(action: Action, by: User) -> bool:
    """Whether the user may write the price groups and lists that an action wrote."""
    labels = {PriceGroup._meta.label_lower, PriceList._meta.label_lower}
    return writes_price(by) or not any(entry[0] in labels for entry in action.about.get("rows", []))
