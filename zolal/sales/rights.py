"""What roles are told about what is sold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from django.utils.translation import gettext_lazy as _

from zolal.accounts.objects import offer
from zolal.people.queries.permitted import Choice, goes_along, own_choices

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
        fields=partial(own_choices, "product"),
    )


def deal_choices() -> Mapping[str, Choice]:
    """What of deals a role can be given: what they are worth, the margin, fields of one's own."""
    amounts = {"value": Choice(_("Value, prices and sums"), _AMOUNT), "margin_share": Choice(_("Margin"), _AMOUNT)}
    return {**amounts, **own_choices("deal")}
