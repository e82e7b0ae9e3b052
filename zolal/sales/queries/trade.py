"""What there is of deals and invoices of a customer: of most there is nothing, and then nothing more is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.accounts.visibility import sight_of
from zolal.people.models import Company, Person
from zolal.sales.models import Deal
from zolal.sales.queries.deals import visible_deals
from zolal.sales.queries.invoices import sums_of_customer

Customer = Person | Company
_KNOWN = "known_trade"


@dataclass(frozen=True, slots=True)
class Trade:
    """Of a customer, as far as one user sees it; None for who may not read such records.

    `deals` are as `sums_of_deals` gives them, `invoices` as `sums_of_customer`. `paid` says whether there may be
    payments.
    """

    deals: Mapping[str, Mapping[str, Any]] | None
    invoices: Mapping[str, int] | None
    paid: bool


def know_trade(user: User, customer: Customer) -> None:
    """Ask once, in two queries, for all that a page tells of a loaded record; who writes asks anew."""
    deals = sums_of_deals(user, customer) if may(user, "deals.read") else None
    invoices = sums_of_customer(user, customer) if may(user, "invoices.read") else None
    none = invoices is not None and not invoices["count"] and sight_of(user, "invoice") is None
    customer.__dict__[_KNOWN] = Trade(deals, invoices, paid=not none)


def known_trade(customer: Customer) -> Trade | None:
    """None where nobody has asked."""
    found: Trade | None = customer.__dict__.get(_KNOWN)
    return found


def sums_of_deals(user: User, customer: Customer) -> dict[str, Mapping[str, Any]]:
    """{status: {"count", "sum"}} of those there are. Raises `NotAllowed`."""
    rows = deals_of(user, customer).values("status").annotate(count=Count("pk"), sum=Sum("value"))
    return {row["status"]: row for row in rows}


def deals_of(user: User, customer: Customer) -> QuerySet[Deal]:
    """The deals of a customer as far as the user sees them; of a company those of its own. Raises `NotAllowed`."""
    mine = Q(person=customer) if isinstance(customer, Person) else Q(company=customer)
    return visible_deals(user).filter(mine, state=Deal.State.ACTIVE).order_by()
