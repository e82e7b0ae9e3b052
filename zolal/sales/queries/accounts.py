"""The account of a customer: what was sold, what came back, what was paid, and what is left after each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.sales.models import Invoice, Payment
from zolal.sales.queries.invoices import of_customer, payments
from zolal.sales.queries.worth import demand_amounts


@dataclass(frozen=True, slots=True)
class Entry:
    """On a day so much was charged or credited, in rials; `balance` is what the customer owes after it."""

    day: date
    invoice: Invoice
    payment: Payment | None
    charged: int
    credited: int
    balance: int


@dataclass(frozen=True, slots=True)
class Statement:
    """`opening` is what was owed before the first day."""

    opening: int
    entries: Sequence[Entry]

    @property
    def closing(self) -> int:
        return self.entries[-1].balance if self.entries else self.opening


def statement_of(
    user: User, customer: Person | Company, *, since: date | None = None, until: date | None = None
) -> Statement:
    """Of a customer whom the caller has found for the user; of their invoices those the user sees.

    One that another has replaced is left out: the other says what is owed. Raises `NotAllowed`.
    """
    demand_amounts(user)
    issued = list(of_customer(user, customer).filter(status=Invoice.Status.ISSUED))
    standing = [one for one in issued if not one.replaced]
    came = list(payments(user).filter(invoice__in=[one.pk for one in issued]))
    moves = [(one.issued_on, 0, one.pk, one, None, _charge(one)) for one in standing if one.issued_on]
    moves += [(one.on, 1, one.pk, one.invoice, one, -one.amount) for one in came]
    moves.sort(key=lambda move: move[:3])
    opening, balance, entries = 0, 0, []
    for day, _rank, _pk, invoice, payment, change in moves:
        if until and day > until:
            break
        balance += change
        if since and day < since:
            opening = balance
            continue
        entries.append(Entry(day, invoice, payment, max(change, 0), max(-change, 0), balance))
    return Statement(opening, entries)


def _charge(invoice: Invoice) -> int:
    return -invoice.total if invoice.kind == Invoice.Kind.RETURN else invoice.total
