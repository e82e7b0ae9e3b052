"""Whether somebody sees what deals are worth: where that is kept from a role, every price and sum of it is too."""

from __future__ import annotations

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.people.queries.permitted import withheld

VALUE = "value"


def sees_value(user: User) -> bool:
    """Whether the user sees values of deals, prices of their lines, and sums of them."""
    return VALUE not in withheld(user, "deal")


def demand_value(user: User) -> None:
    """Raise `NotAllowed` for who does not see them."""
    if not sees_value(user):
        raise NotAllowed("deal.value")
