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
MARGIN = "margin_share"
PRICE = "price"
TOTAL = "total"
LINES = "lines"
SUMS = ("subtotal", "discount", "tax", "total", "paid", "credited")
_OF_LINES = ("price", "discount", "discount_percent")


def sees_value(user: User) -> bool:
    """Whether the user sees values of deals, and sums of them."""
    return VALUE not in withheld(user, "deal")


def demand_value(user: User) -> None:
    """Raise `Withheld` for who does not see them."""
    if not sees_value(user):
        raise Withheld(_("Your role does not show what deals are worth."))


def sees_deal_lines(user: User) -> bool:
    """Whether the user sees prices, discounts and sums on the lines of deals: who sees what products cost, too."""
    return sees_value(user) and sees_price(user)


def writes_deal_lines(user: User) -> bool:
    """Whether the user's role lets them write lines of deals, where it lets them change deals."""
    return VALUE not in fixed(user, "deal") and sees_price(user)


def sees_margin(user: User) -> bool:
    """Whether the user sees margins that are handed over: of deals, and what is usual in a sales channel."""
    return MARGIN not in withheld(user, "deal")


def writes_margin(user: User) -> bool:
    """Whether the user's role lets them write margins."""
    return MARGIN not in fixed(user, "deal")


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


def sees_invoice_lines(user: User) -> bool:
    """Whether the user sees prices, discounts and sums on the lines of invoices: who sees what products cost, too."""
    return LINES not in withheld(user, "invoice")


def demand_invoice_lines(user: User) -> None:
    """Raise `Withheld` for who does not see them."""
    demand_amounts(user)
    if not sees_invoice_lines(user):
        raise Withheld(_("Your role does not show prices of products, so none of what stands on lines of invoices."))


def writes_lines(user: User) -> bool:
    """Whether the user's role lets them write lines of invoices, where it lets them write drafts."""
    return LINES not in fixed(user, "invoice")


def hide_amounts(user: User, invoices: Iterable[Invoice]) -> None:
    """Loaded invoices without amounts for who does not see them, and without those of their lines for who sees no
    prices of products; to be shown, never to be saved.

    Whether they are paid stays to be seen, and what is sold.
    """
    if sees_invoice_lines(user):
        return
    sees = sees_amounts(user)
    for one in invoices:
        one.kept_from = accesses(user, "invoice")
        one.__dict__["settlement"] = one.settlement
        one.lines = [{**line, **dict.fromkeys(_OF_LINES)} for line in one.lines]
        for name in () if sees else SUMS:
            setattr(one, name, None)
