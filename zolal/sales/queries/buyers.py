"""What somebody sees of the buyer of an invoice: no more than on the page of the customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.accounts.models import User
from zolal.people.queries.permitted import MASK, NAMES, withheld
from zolal.people.queries.records import MODELS
from zolal.people.queries.titles import called
from zolal.sales.models import Invoice
from zolal.sales.queries.worth import hide_amounts

_FROM: Mapping[str, tuple[str, ...]] = {"phone": ("phone", "mobile")}
"""Legal fields that come from other fields than those of their name."""


def withheld_of_buyers(user: User, record_type: str) -> frozenset[str]:
    """The legal fields that come from what is masked or hidden to the user."""
    out = withheld(user, record_type)
    names = ("legal_id", "national_id", "economic_code", "province", "city", "address", "postal_code", "phone")
    return frozenset(name for name in names if out & {*_FROM.get(name, (name,))}) | (
        {"name"} if out & {*NAMES[record_type]} else frozenset()
    )


def buyer_for(user: User, invoice: Invoice) -> dict[str, str]:
    """The legal fields of the buyer as far as the user sees them; whose name is withheld is called as the customer."""
    return _seen(user, [invoice])[0]


def seen(user: User, invoices: Sequence[Invoice]) -> Sequence[Invoice]:
    """Loaded invoices as the user sees them, in a constant number of queries; to be shown, never to be saved."""
    for one, buyer in zip(invoices, _seen(user, invoices), strict=True):
        one.buyer = buyer
    hide_amounts(user, invoices)
    return invoices


def _seen(user: User, invoices: Sequence[Invoice]) -> list[dict[str, str]]:
    out = {name: withheld_of_buyers(user, name) for name in MODELS}
    titles = {
        name: called(user, name, MODELS[name].objects.filter(pk__in={pk for one in invoices if (pk := _pk(one, name))}))
        for name in MODELS
        if "name" in out[name]
    }
    found = []
    for one in invoices:
        kept = out[_type(one)]
        buyer = {name: text for name, text in one.buyer.items() if name not in kept}
        if "name" in kept and "name" in one.buyer:
            # Of another name that stands on the invoice no more is told.
            buyer = {"name": titles[_type(one)].get(_pk(one, _type(one)) or 0, MASK), **buyer}
        found.append(buyer)
    return found


def _pk(invoice: Invoice, record_type: str) -> int | None:
    pk: int | None = getattr(invoice, f"{record_type}_id")
    return pk


def _type(invoice: Invoice) -> str:
    return "company" if invoice.company_id else "person"


def withheld_of(user: User, invoice: Invoice) -> frozenset[str]:
    """The legal fields of this buyer that the user does not see."""
    return withheld_of_buyers(user, _type(invoice))
