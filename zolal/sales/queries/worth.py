"""Whether somebody sees what deals are worth and what products cost: where that is kept from a role, every sum of it is
too."""

from __future__ import annotations

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.people.queries.permitted import fixed, withheld

VALUE = "value"
PRICE = "price"


def sees_value(user: User) -> bool:
    """Whether the user sees values of deals, prices of their lines, and sums of them."""
    return VALUE not in withheld(user, "deal")


def demand_value(user: User) -> None:
    """Raise `NotAllowed` for who does not see them."""
    if not sees_value(user):
        raise NotAllowed("deal.value")


def sees_price(user: User) -> bool:
    """Whether the user sees prices of the catalogue and of price lists, and the discounts of price groups."""
    return PRICE not in withheld(user, "product")


def demand_price(user: User) -> None:
    """Raise `NotAllowed` for who does not see them."""
    if not sees_price(user):
        raise NotAllowed("product.price")


def writes_price(user: User) -> bool:
    """Whether the user's role lets them write prices, where it lets them change products."""
    return PRICE not in fixed(user, "product")


def demand_price_written(user: User) -> None:
    """Raise `NotAllowed` for who may not write them."""
    if not writes_price(user):
        raise NotAllowed("product.price")
