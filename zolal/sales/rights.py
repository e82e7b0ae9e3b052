"""What roles are told about what is sold."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.accounts.objects import offer
from zolal.accounts.reach import guard
from zolal.core.ledger.rows import Entry
from zolal.core.models import Action
from zolal.people.queries.permitted import Choice, goes_along, own_choices
from zolal.sales.models import DealLine, PriceGroup, PriceList, SalesChannel
from zolal.sales.queries.worth import sees_price, writes_margin, writes_price

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
    return {
        "value": Choice(_("Value, prices and sums"), _AMOUNT),
        "margin_share": Choice(_("Margin, also what is usual in a sales channel"), _AMOUNT),
        **own_choices("deal"),
    }


def product_choices() -> Mapping[str, Choice]:
    """What of products a role can be given: their prices, fields of one's own."""
    label = _("Prices, price lists, discounts of price groups, and lines of deals and invoices")
    return {"price": Choice(label, _AMOUNT), **own_choices("product")}


def invoice_choices() -> Mapping[str, Choice]:
    """What of invoices a role can be given: what they come to; with it what is paid."""
    return {"total": Choice(_("Amounts of invoices and payments, and what is owed"), _AMOUNT)}


def writes_prices_of(action: Action, by: User) -> bool:
    """Whether the user may write the price groups and lists, the lines of deals and the margins of channels that an
    action wrote."""
    rows = action.about.get("rows", [])
    models: list[type[Model]] = []
    models += [] if writes_price(by) else [PriceGroup, PriceList]
    models += [] if sees_price(by) else [DealLine]
    if {model._meta.label_lower for model in models} & {label for label, *_rest in rows}:
        return False
    return writes_margin(by) or not any(map(_is_other_margin, rows))


def _is_other_margin(entry: Entry) -> bool:
    label, _pk, before, after = entry
    both = label == SalesChannel._meta.label_lower and before and after
    return bool(both) and before["margin"] != after["margin"]
