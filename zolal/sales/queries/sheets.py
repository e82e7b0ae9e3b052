"""Tables that wait to be looked at: everybody sees their own."""

from __future__ import annotations

from uuid import UUID

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.sales.models import Sheet
from zolal.sales.queries.worth import demand_price

VERB = "products.edit"
"""Who may send in a table."""


def sheet_by_uid(user: User, kind: str, uid: UUID) -> Sheet:
    """Raises `NotAllowed`, `Sheet.DoesNotExist`."""
    demand(user, VERB)
    if kind == Sheet.Kind.PRICES:
        demand_price(user)
    return Sheet.objects.get(uid=uid, kind=kind, by=user)
