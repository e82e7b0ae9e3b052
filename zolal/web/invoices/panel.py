"""The card of a person or company on their invoices, and the one of the first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.sales.queries.buyers import seen
from zolal.sales.queries.invoices import InvoiceWish, of_customer, sums_of, sums_of_customer, wanted_invoices
from zolal.sales.queries.trade import known_trade

SHOWN = 5


def load(user: User, record: Person | Company) -> Mapping[str, Any]:
    """The newest invoices and what is still to be paid."""
    kind = record.record_type
    known = known_trade(record)
    sums = known.invoices if known and known.invoices else sums_of_customer(user, record)
    newest = list(of_customer(user, record)[:SHOWN]) if sums["count"] else []
    return {"record": record, "type": kind, "invoices": newest, **sums}


def overdue(user: User) -> Mapping[str, Any]:
    """What is overdue, for the first page; nothing where nothing is."""
    wish = InvoiceWish(state="overdue", sort="due")
    found = seen(user, list(wanted_invoices(user, wish)[:SHOWN]))
    return {"invoices": found, "sums": sums_of(user, wish)} if found else {}
