"""An invoice from the draft to the last payment: numbered without gaps, never changed, corrected by another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.ledger import CannotUndo, Stale, undo, write
from zolal.core.ledger import act as begin
from zolal.core.models import Setting
from zolal.people.actions.bulk import erase_record
from zolal.people.models import Company
from zolal.quality.actions.merges import merge_records
from zolal.sales.actions.invoices import cancel_draft, change_draft, correct_invoice, draft_invoice, draft_of_deal
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.actions.payments import add_payment, delete_payment
from zolal.sales.invoice_records import IssuedStays
from zolal.sales.models import Deal, Invoice, InvoiceSeries, Payment
from zolal.sales.queries.accounts import statement_of
from zolal.sales.queries.invoices import InvoiceWish, aging, invoice_page, of_deal, sums_of, wanted_invoices

TODAY = timezone.localdate()
LINE = {"name": "چای گیلان", "quantity": "10", "price": 1_000_000, "tax": 1_000}
Draft = Callable[..., Invoice]


@pytest.fixture
def shop(enter: Callable[..., int]) -> Company:
    return Company.objects.get(pk=enter("company", name="فروشگاه کویر", postal_code="8914733456"))


@pytest.fixture
def draft(manager: User, shop: Company) -> Draft:
    """A draft of 11,000,000 rials."""
    return lambda **told: draft_invoice(**{"company": shop, "lines": [LINE], "by": manager} | told)[0]


def fresh(invoice: Invoice) -> Invoice:
    return Invoice.objects.get(pk=invoice.pk)


def test_numbers_go_by_the_fiscal_year_of_the_company(manager: User, draft: Draft) -> None:
    Setting.objects.create(name="year.first_month", value=7)
    before, after = date(2025, 9, 22), date(2025, 9, 23)
    assert issue_invoice(invoice=draft(), on=before, by=manager)[0].code == "1403/00001"
    assert issue_invoice(invoice=draft(), on=after, by=manager)[0].code == "1404/00001"
    assert issue_invoice(invoice=draft(), on=date(2026, 4, 1), by=manager)[0].code == "1404/00002"


def test_after_another_fiscal_year_is_chosen_no_number_is_given_twice(manager: User, draft: Draft) -> None:
    issued, _ = issue_invoice(invoice=draft(), on=date(2026, 4, 1), by=manager)
    Setting.objects.create(name="year.first_month", value=2)
    assert issue_invoice(invoice=draft(), on=date(2026, 4, 2), by=manager)[0].code == "1404/00001"
    assert issue_invoice(invoice=draft(), on=date(2026, 4, 22), by=manager)[0].code == "1405/00002"
    Setting.objects.filter(name="year.first_month").update(value=1)
    assert issue_invoice(invoice=draft(), on=date(2026, 4, 23), by=manager)[0].code == "1405/00003"
    assert fresh(issued).code == "1405/00001"


def test_numbers_have_no_gaps_and_go_with_the_days(manager: User, draft: Draft) -> None:
    first, lost, second = draft(), draft(), draft()
    issued, _ = issue_invoice(invoice=first, on=date(2026, 5, 1), by=manager)
    assert (issued.code, issued.total, issued.status) == ("1405/00001", 11_000_000, "issued")
    cancel_draft(invoice=lost, by=manager)
    with pytest.raises(ValidationError):
        issue_invoice(invoice=second, on=date(2026, 4, 30), by=manager)
    with pytest.raises(ValidationError):
        issue_invoice(invoice=second, on=TODAY + timedelta(1), by=manager)
    assert issue_invoice(invoice=second, on=date(2026, 5, 1), by=manager)[0].number == 2
    assert InvoiceSeries.objects.get().last == 2
    assert issue_invoice(invoice=draft(), on=date(2026, 3, 1), by=manager)[0].code == "1404/00001"


def test_what_is_missing_is_said_before_a_number_is_given(manager: User, draft: Draft) -> None:
    with pytest.raises(ValidationError) as empty:
        issue_invoice(invoice=draft(lines=[]), by=manager)
    with pytest.raises(ValidationError) as nobody:
        issue_invoice(invoice=draft(buyer={"city": "یزد"}), by=manager)
    with pytest.raises(ValidationError) as wrong:
        issue_invoice(invoice=draft(buyer={"name": "علی", "national_id": "0012345678"}), by=manager)
    assert [set(one.value.message_dict) for one in (empty, nobody, wrong)] == [{"lines"}, {"buyer"}, {"buyer"}]
    assert not InvoiceSeries.objects.exists()


def test_seller_and_buyer_stay_as_they_were_at_the_issue(manager: User, administrator: User, draft: Draft) -> None:
    Setting.objects.create(name="invoice.seller", value={"name": "زلال", "legal_id": "10100000000"})
    issued, _ = issue_invoice(invoice=draft(), by=manager)
    Setting.objects.filter(name="invoice.seller").update(value={"name": "دیگری"})
    Company.objects.update(name="نام تازه")
    kept = fresh(issued)
    assert (kept.seller["name"], kept.buyer["name"], kept.buyer["postal_code"]) == (
        "زلال",
        "فروشگاه کویر",
        "8914733456",
    )


def test_nothing_changes_an_issued_invoice(manager: User, draft: Draft) -> None:
    one = draft()
    _changed, edit = change_draft(invoice=one, note="نقدی", by=manager)
    issued, issue = issue_invoice(invoice=one, by=manager)
    with pytest.raises(ValidationError):
        change_draft(invoice=issued, note="x", by=manager)
    with pytest.raises(ValidationError):
        cancel_draft(invoice=issued, by=manager)
    for action in (edit, issue):
        with pytest.raises(CannotUndo):
            undo(action=action, by=manager)
    with pytest.raises(IssuedStays), transaction.atomic():
        write(begin(kind="invoice.edit", by=manager), "invoice", {issued.pk: {"note": "x"}})
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(pk=issued.pk).update(total=1)
    assert fresh(issued).note == "نقدی"


def test_payments_settle_it_and_can_be_taken_back(manager: User, draft: Draft) -> None:
    issued, _ = issue_invoice(invoice=draft(), by=manager)
    part, first = add_payment(invoice=issued, amount=4_000_000, by=manager)
    with pytest.raises(ValidationError):
        add_payment(invoice=issued, amount=70_000_000, by=manager)  # a zero too many
    add_payment(invoice=issued, amount=7_000_000, method="cheque", reference="۱۲۳", by=manager)
    assert (fresh(issued).paid, fresh(issued).balance) == (11_000_000, 0)
    undo(action=first, by=manager)
    assert fresh(issued).balance == 4_000_000
    gone = delete_payment(payment=Payment.objects.get(), by=manager)
    assert fresh(issued).balance == 11_000_000
    undo(action=gone, by=manager)
    assert fresh(issued).balance == 4_000_000
    assert not Payment.objects.filter(pk=part.pk).exists()


def test_a_correction_takes_the_place_and_the_payments_go_with_it(manager: User, draft: Draft) -> None:
    issued, _ = issue_invoice(invoice=draft(), by=manager)
    add_payment(invoice=issued, amount=5_000_000, by=manager)
    another, _ = correct_invoice(invoice=issued, kind="sale", by=manager)
    change_draft(invoice=another, lines=[LINE | {"quantity": "5"}], by=manager)
    assert fresh(issued).balance == 6_000_000  # a draft corrects nothing yet
    corrected, _ = issue_invoice(invoice=another, by=manager)
    assert (fresh(issued).replaced, fresh(issued).balance) == (True, 0)
    assert (corrected.number, corrected.paid, corrected.balance) == (2, 5_000_000, 500_000)
    with pytest.raises(ValidationError):
        correct_invoice(invoice=issued, kind="sale", by=manager)
    with pytest.raises(ValidationError):
        add_payment(invoice=issued, amount=1, by=manager)


def test_what_comes_back_is_credited_and_never_more_than_was_sold(manager: User, draft: Draft) -> None:
    issued, _ = issue_invoice(invoice=draft(), by=manager)
    back, _ = correct_invoice(invoice=issued, kind="return", by=manager)
    with pytest.raises(ValidationError):
        change_draft(invoice=back, lines=[LINE | {"quantity": "11"}], by=manager)
    change_draft(invoice=back, lines=[LINE | {"quantity": "3"}], by=manager)
    issue_invoice(invoice=back, by=manager)
    assert (fresh(issued).credited, fresh(issued).balance) == (3_300_000, 7_700_000)
    again, _ = correct_invoice(invoice=issued, kind="return", by=manager)
    with pytest.raises(ValidationError):
        issue_invoice(invoice=again, by=manager)  # all of it, of which three came back already


def test_two_who_write_one_draft_and_one_who_issues_it(manager: User, member: User, draft: Draft) -> None:
    one = draft()
    change_draft(invoice=one, version=1, note="الف", by=member)
    with pytest.raises(Stale):
        change_draft(invoice=one, version=1, note="ب", by=manager)
    with pytest.raises(Stale):
        issue_invoice(invoice=one, version=1, by=manager)
    assert fresh(one).status == "draft"


def test_the_last_purchase_is_kept_by_the_same_write(manager: User, draft: Draft, shop: Company) -> None:
    issue_invoice(invoice=draft(), on=date(2026, 5, 1), by=manager)
    shop.refresh_from_db()
    assert shop.last_purchase_on == date(2026, 5, 1)


def test_members_draft_and_managers_issue(
    manager: User, member: User, stranger: User, reader: User, draft: Draft
) -> None:
    mine = draft(by=member)
    with pytest.raises(NotAllowed):
        issue_invoice(invoice=mine, by=member)
    with pytest.raises(NotAllowed):
        draft(by=reader)
    Setting.objects.create(name="visibility.member", value="own")
    draft(by=manager)
    assert [one.pk for one in wanted_invoices(member, InvoiceWish())] == [mine.pk]
    assert not wanted_invoices(stranger, InvoiceWish()).exists()
    with pytest.raises(NotAllowed):
        change_draft(invoice=mine, note="x", by=stranger)
    issued, _ = issue_invoice(invoice=mine, by=manager)
    with pytest.raises(NotAllowed):
        add_payment(invoice=issued, amount=1, by=member)
    assert (fresh(mine).note, Payment.objects.count()) == ("", 0)


def test_lists_sums_debts_and_the_account_agree(
    manager: User, draft: Draft, shop: Company, django_assert_max_num_queries: object
) -> None:
    old, _ = issue_invoice(invoice=draft(), on=TODAY - timedelta(40), by=manager)
    new, _ = issue_invoice(invoice=draft(due_on=TODAY + timedelta(10)), by=manager)
    add_payment(invoice=old, amount=1_000_000, by=manager)
    assert [one.pk for one in wanted_invoices(manager, InvoiceWish(state="overdue"))] == [old.pk]
    assert [one.pk for one in wanted_invoices(manager, InvoiceWish(q="کویر ۲"))] == [new.pk]
    sums = sums_of(manager, InvoiceWish())
    assert (sums.count, sums.total, sums.unpaid) == (2, 22_000_000, 21_000_000)
    (debt,) = aging(manager)
    assert (debt.customer, list(debt.parts)) == (shop, [11_000_000, 0, 10_000_000, 0, 0])
    account = statement_of(manager, shop)
    assert (len(account.entries), account.closing) == (3, 21_000_000)
    assert statement_of(manager, shop, since=TODAY).opening == 11_000_000
    with django_assert_max_num_queries(6):
        assert len(list(invoice_page(manager, InvoiceWish()))) == 2
        sums_of(manager, InvoiceWish())


def test_a_deal_becomes_an_invoice(manager: User, shop: Company, opened: Callable[..., Deal]) -> None:
    deal = opened("فروش چاپگر", company=shop, value=40_000_000, by=manager)
    made, _ = draft_of_deal(deal=deal, by=manager)
    assert (made.company, made.total, made.deal) == (shop, 40_000_000, deal.pk)
    assert list(of_deal(manager, deal.pk)) == [made]


def test_a_merge_takes_invoices_along_and_undo_of_drafts_still_works(
    manager: User, enter: Callable[..., int], draft: Draft, shop: Company
) -> None:
    issued, _ = issue_invoice(invoice=draft(), by=manager)
    other = Company.objects.get(pk=enter("company", name="کویر"))
    merge_records(record_type="company", keep_id=other.pk, absorb_id=shop.pk, by=manager)
    assert fresh(issued).company == other
    made, action = draft_invoice(company=other, by=manager)
    undo(action=action, by=manager)
    assert not Invoice.objects.filter(pk=made.pk).exists()


def test_of_somebody_erased_only_what_the_books_need_stays(
    administrator: User, manager: User, draft: Draft, shop: Company
) -> None:
    issued, _ = issue_invoice(invoice=draft(), by=manager)
    draft()
    erase_record(record_type="company", record_id=shop.pk, by=administrator)
    (kept,) = Invoice.objects.all()
    assert (kept.pk, kept.company, kept.buyer["name"]) == (issued.pk, None, "فروشگاه کویر")
