"""What was invoiced and paid counts for its day, for goals and numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from zolal.accounts.models import User
from zolal.people.models import Company
from zolal.sales.actions.invoices import change_draft, correct_invoice, draft_invoice
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.actions.payments import add_payment
from zolal.sales.trade_measures import count, count_level

TODAY = timezone.localdate()
LINE = {"name": "چای", "quantity": "10", "price": 1_000}


def test_returns_and_corrections_count_against_their_own_day(manager: User, enter: Callable[..., int]) -> None:
    shop = Company.objects.get(pk=enter("company", name="کویر"))
    first, second = (draft_invoice(company=shop, lines=[LINE], by=manager)[0] for _ in range(2))
    first, _ = issue_invoice(invoice=first, on=TODAY - timedelta(3), by=manager)
    second, _ = issue_invoice(invoice=second, on=TODAY - timedelta(3), by=manager)
    add_payment(invoice=second, amount=4_000, by=manager)
    better, _ = correct_invoice(invoice=first, kind="sale", by=manager)
    change_draft(invoice=better, lines=[LINE | {"quantity": "7"}], by=manager)
    issue_invoice(invoice=better, by=manager)

    def told(day: object) -> dict[str, int]:
        return {one.measure: one.value for one in count(day)}

    assert told(TODAY - timedelta(3)) == {"invoiced": 20_000, "invoices_issued": 2}
    assert told(TODAY) == {"invoiced": -3_000, "invoices_issued": 1, "paid": 4_000}
    assert {one.measure: one.value for one in count_level(TODAY)} == {"overdue": 6_000}
