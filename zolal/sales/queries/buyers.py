"""What somebody sees of the buyer of an invoice: no more than on the page of the customer."""

from __future__ import annotations

from collections.abc import Mapping

from zolal.accounts.models import User
from zolal.people.queries.permitted import withheld
from zolal.sales.models import Invoice

_FROM: Mapping[str, tuple[str, ...]] = {"phone": ("phone", "mobile")}
"""Legal fields that come from other fields than those of their name."""


def withheld_of_buyers(user: User, record_type: str) -> frozenset[str]:
    """The legal fields that come from what is masked or hidden to the user."""
    out = withheld(user, record_type)
    names = ("legal_id", "national_id", "economic_code", "province", "city", "address", "postal_code", "phone")
    return frozenset(name for name in names if out & {*_FROM.get(name, (name,))})


def buyer_for(user: User, invoice: Invoice) -> dict[str, str]:
    """The legal fields of the buyer as far as the user sees them."""
    out = withheld_of(user, invoice)
    return {name: text for name, text in invoice.buyer.items() if name not in out}


def withheld_of(user: User, invoice: Invoice) -> frozenset[str]:
    """The legal fields of this buyer that the user does not see."""
    return withheld_of_buyers(user, "company" if invoice.company_id else "person")
