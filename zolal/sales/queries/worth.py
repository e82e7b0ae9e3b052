"""Whether somebody sees what deals are worth, what products cost and what invoices come to: where that is kept from a
role, every sum of it is too."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import Withheld
from zolal.people.queries.permitted import accesses, fixed, withheld
from zolal.sales.models import Invoice

VALUE = "value"
PRICE = "price"
TOTAL = "total"
SUMS = ("subtotal", "discount", "tax", "total", "paid", "credited")
_OF_LINES = ("price", "discount", "discount_percent")


def sees_value(user: User) -> bool:
    """Whether the user sees values of deals, prices of their lines, and sums of them."""
    return VALUE not in withheld(user, "deal")


def demand_value(user: User) -> None:
    """Raise `Withheld` for who does not see them."""
    if not sees_value(user):
        raise Withheld(_("Your role does not show what deals are worth."))


def sees_price(user: User) -> bool:
    """Whether the user sees prices of the catalogue and of price lists, and the discounts of price groups."""
    return PRICE not in withheld(user, "product")


def demand_price(user: User) -> None:
    """Raise `Withheld` for who does not see them."""
    if not sees_price(user):
        raise Withheld(_("Your role does not show prices of products."))


def writes_price(user: User) -> bool:
    """Whether the user's role lets them write prices, where it lets them change products."""
    return PRICE not in fixed(user, "product")


def demand_price_written(user: User) -> None:
    """Raise `Withheld` for who may not write them."""
    if not writes_price(user):
        raise Withheld(_("Your role may not write prices of products."))


def sees_amounts(user: User) -> bool:
    """Whether the user sees amounts of invoices and payments, and what customers owe."""
    return TOTAL not in withheld(user, "invoice")


def demand_amounts(user: User) -> None:
    """Raise `Withheld` for who does not see them."""
    if not sees_amounts(user):
        raise Withheld(_("Your role does not show amounts of invoices and payments."))


def writes_lines(user: User) -> bool:
    """Whether the user's role lets them write lines of invoices, where it lets them write drafts."""
    return "lines" not in fixed(user, "invoice")


def hide_amounts(user: User, invoices: Iterable[Invoice]) -> None:
    """Loaded invoices without amounts for who does not see them; to be shown, never to be saved.

    Whether they are paid stays to be seen, and what is sold.
    """
    if sees_amounts(user):
        return
    for one in invoices:
        one.kept_from = accesses(user, "invoice")  # type: ignore[misc]
        one.__dict__["settlement"] = one.settlement
        one.lines = [{**line, **dict.fromkeys(_OF_LINES)} for line in one.lines]
        for name in SUMS:
            setattr(one, name, None)
