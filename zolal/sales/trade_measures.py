"""What was invoiced, what was paid, what is overdue: in rials, for the day on which it happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zolal.accounts.measures import Measure, Source, Tally, offer
from zolal.sales.models import Invoice, Payment
from zolal.sales.queries.invoices import BALANCE, UNPAID

_Whose = tuple[int | None, int | None]


def count(day: date) -> Iterator[Tally]:
    """Of a day. A return and what another invoice replaces count against the day on which that was issued."""
    issued = Invoice.objects.filter(listed_on=day, status=Invoice.Status.ISSUED).order_by()
    sales, returns = issued.filter(kind=Invoice.Kind.SALE), issued.filter(kind=Invoice.Kind.RETURN)
    invoiced = _sums(sales, F("total"))
    invoiced.subtract(_sums(returns, F("total")))
    invoiced.subtract(_sums(sales.filter(corrects__isnull=False), F("corrects__total")))
    for (owner, team), value in invoiced.items():
        if value:
            yield Tally("invoiced", owner, team, value)
    for owner, team in sales.values_list("owner", "team").distinct():
        yield Tally("invoices_issued", owner, team, sales.filter(owner=owner, team=team).count())
    for (owner, team), value in _sums(Payment.objects.filter(on=day).order_by(), F("amount")).items():
        yield Tally("paid", owner, team, value)


def count_level(day: date) -> Iterator[Tally]:
    """What is overdue today; of earlier days nobody knows any more."""
    if day != timezone.localdate():
        return
    late = Invoice.objects.filter(UNPAID, due_on__lt=day).order_by()
    for (owner, team), value in _sums(late, BALANCE).items():
        yield Tally("overdue", owner, team, value)


def since() -> date | None:
    """The day of the first invoice."""
    issued = Invoice.objects.filter(status=Invoice.Status.ISSUED).order_by("listed_on")
    return issued.values_list("listed_on", flat=True).first()


def days(facts: Mapping[str, Any]) -> Iterator[date]:
    """The day for which an invoice or a payment counts."""
    if found := facts.get("issued_on") or facts.get("on"):
        yield date.fromisoformat(found)


def _sums(rows: QuerySet[Any], amount: Any) -> Counter[_Whose]:  # noqa: ANN401 - an expression
    found = rows.values("owner", "team").annotate(sum=Sum(amount)).values_list("owner", "team", "sum")
    return Counter({(owner, team): total or 0 for owner, team, total in found})


def tell() -> None:
    """Offer what is counted here."""
    ours: Any = {"verb": "invoices.read", "seen_as": "invoice"}
    flows = (
        Measure("invoiced", _("Invoiced, less returns"), "sales", "rial", field="total", **ours),
        Measure("invoices_issued", _("Invoices issued"), "sales", **ours),
        Measure("paid", _("Paid by customers"), "finance", "rial", field="total", **ours),
    )
    offer(Source("invoices", flows, count, since, record_types=("invoice", "payment"), days=days))
    levels = (Measure("overdue", _("Overdue"), "finance", "rial", better="down", field="total", **ours, level=True),)
    offer(Source("debts", levels, count_level, since, levels=True))
