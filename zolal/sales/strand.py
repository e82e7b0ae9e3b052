"""What became of a customer's deals, for the customer's timeline: opened, moved, closed, invoiced, paid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import F, Model, QuerySet
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.activities.strands import Step, offer_strand
from zolal.engine.persian.letters import digits, key
from zolal.people.models import Company, Person
from zolal.sales.models import Deal, Invoice, Payment, StageVisit
from zolal.sales.queries.deals import visible_deals
from zolal.sales.queries.invoices import of_customer, payments
from zolal.sales.queries.trade import known_trade
from zolal.sales.queries.worth import sees_amounts, sees_value

NAME = "deal"
_NOON = time(12)
_Customer = Person | Company
_M = TypeVar("_M", bound=Model)


def offer() -> None:
    """Called when the app is ready."""
    offer_strand(NAME, steps)


def steps(user: User, customer: _Customer, search: str, until: datetime | None, limit: int) -> Sequence[Step]:
    """The newest steps up to a moment, in five queries, or none where it is known that there is nothing; of deals and
    invoices only those that the user may see."""
    found = [*_of_deals(user, customer, search, until, limit), *_of_invoices(user, customer, search, until, limit)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:limit]


def _of_deals(user: User, customer: _Customer, search: str, until: datetime | None, limit: int) -> Iterator[Step]:
    known = known_trade(customer)
    if not may(user, "deals.read") or (known and not known.deals):
        return
    deals = visible_deals(user).filter(**{customer.record_type: customer}, state=Deal.State.ACTIVE).order_by()
    for word in key(search).split():
        deals = deals.filter(search__contains=word)
    sees = sees_value(user)
    closed = deals.exclude(status=Deal.Status.OPEN).select_related("lost_reason", "owner")
    for deal in _newest(closed, "closed_at", until, limit):
        reason = deal.lost_reason.name if deal.lost_reason else ""
        told = {"reason": reason, "note": deal.lost_note} if deal.status == Deal.Status.LOST else {}
        yield _of(deal, deal.closed_at, deal.status, rials=deal.value if sees else None, **told)
    # A deal opens in a stage; only what comes after that is a move.
    moves = StageVisit.objects.filter(deal__in=deals.values("pk")).exclude(entered_at=F("deal__opened_at"))
    for visit in _newest(moves.select_related("stage", "deal__owner"), "entered_at", until, limit):
        yield _of(visit.deal, visit.entered_at, "moved", stage=visit.stage.name)
    for deal in _newest(deals.select_related("owner"), "opened_at", until, limit):
        yield _of(deal, deal.opened_at, "opened", rials=deal.value if sees else None)


def _of_invoices(user: User, customer: _Customer, search: str, until: datetime | None, limit: int) -> Iterator[Step]:
    known = known_trade(customer)
    if not may(user, "invoices.read") or (known and not known.paid):
        return
    words, sees = key(digits(search)).split(), sees_amounts(user)
    paid = payments(user).filter(**{f"invoice__{customer.record_type}": customer}, state=Payment.State.ACTIVE)
    issued = of_customer(user, customer).filter(status=Invoice.Status.ISSUED)
    for word in words:
        paid, issued = paid.filter(invoice__search__contains=word), issued.filter(search__contains=word)
    for payment in _newest_days(paid.select_related("invoice", "owner"), "on", until, limit):
        invoice, what = payment.invoice, "paid" if payment.amount >= 0 else "paid_back"
        yield _day(
            invoice, payment.on, what, rials=abs(payment.amount) if sees else None, method=payment.get_method_display()
        )
    for invoice in _newest_days(issued.defer("lines", "seller", "buyer"), "issued_on", until, limit):
        what = "returned" if invoice.kind == Invoice.Kind.RETURN else "issued"
        yield _day(invoice, invoice.issued_on, what, rials=invoice.total if sees else None)


def _of(deal: Deal, at: datetime, what: str, **told: object) -> Step:
    owner = deal.owner.name if deal.owner else ""
    return Step(at, NAME, what, "deal", deal.uid, deal.title, told={**told, "owner": owner})


def _day(invoice: Invoice, on: date, what: str, **told: object) -> Step:
    return Step(noon(on), NAME, what, "invoice", invoice.uid, invoice.code, whole_day=True, told=told)


def noon(on: date) -> datetime:
    """The moment that stands for a day."""
    return timezone.make_aware(datetime.combine(on, _NOON))


def _newest(rows: QuerySet[_M], column: str, until: datetime | None, limit: int) -> QuerySet[_M]:
    rows = rows.filter(**{f"{column}__lte": until} if until else {f"{column}__isnull": False})
    return rows.order_by(f"-{column}", "-pk")[:limit]


def _newest_days(rows: QuerySet[_M], column: str, until: datetime | None, limit: int) -> QuerySet[_M]:
    if until is None:
        return rows.order_by(f"-{column}", "-pk")[:limit]
    last = timezone.localdate(until)
    last = last if noon(last) <= until else last - timedelta(days=1)
    return rows.filter(**{f"{column}__lte": last}).order_by(f"-{column}", "-pk")[:limit]
