"""Amounts of invoices and payments are kept from a role, or shown to it without being its to write: in lists, files,
debts, statements, on paper, in what is measured, and for programs. Whether something is paid stays to be seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from tests.api.conftest import Program, program
from zolal.accounts.actions.roles import Wanted, change_role, create_role
from zolal.accounts.actions.undoing import may_undo
from zolal.accounts.actions.users import change_user
from zolal.accounts.measures import kept_from
from zolal.accounts.models import User
from zolal.accounts.permissions import Withheld
from zolal.connect.payload import shown
from zolal.core.ledger import record_type
from zolal.core.models import Action
from zolal.people.models import Person
from zolal.people.queries.wish import BadWish
from zolal.sales.actions.invoices import change_draft, correct_invoice, draft_invoice
from zolal.sales.actions.issuing import issue_invoice
from zolal.sales.actions.payments import add_payment, delete_payment
from zolal.sales.exports import invoice_table
from zolal.sales.invoice_paper import invoice_paper
from zolal.sales.models import Invoice, Payment
from zolal.sales.queries.accounts import statement_of
from zolal.sales.queries.buyers import seen
from zolal.sales.queries.invoices import (
    InvoiceWish,
    aging,
    invoice_by_uid,
    invoice_page,
    sums_of,
    sums_of_customer,
    wanted_invoices,
)
from zolal.sales.tax_table import tax_invoice_table

__all__ = ["program"]

pytestmark = pytest.mark.django_db

As = Callable[[str], User]
LINES = [{"name": "چای", "quantity": "2", "price": 900_000}]


@pytest.fixture
def given(administrator: User, strategist: User) -> As:
    """Somebody who may nearly everything, to whom amounts are "read" or "hidden"."""
    role = create_role(name="پخش", copied_from="strategist", by=administrator)

    def call(access: str) -> User:
        change_role(key=role.key, wanted=Wanted(fields={"invoice": {"total": access}}), by=administrator)
        change_user(user=strategist, role=role.key, team=strategist.team, by=administrator)
        return User.objects.get(pk=strategist.pk)

    return call


@pytest.fixture
def sold(manager: User, sara: Person) -> Invoice:
    """Of 1,800,000 rials, of which 500,000 were paid."""
    draft, _ = draft_invoice(person=sara, lines=LINES, by=manager)
    issued, _ = issue_invoice(invoice=draft, by=manager)
    add_payment(invoice=issued, amount=500_000, by=manager)
    return Invoice.objects.get()


def test_lists_pages_and_files_tell_everything_but_amounts(given: As, sold: Invoice, sara: Person) -> None:
    user = given("hidden")
    listed = seen(user, invoice_page(user, InvoiceWish()).rows)
    for one in (*listed, invoice_by_uid(user, sold.uid)):
        amounts = (one.total, one.subtotal, one.tax, one.discount, one.paid, one.credited, one.balance)
        assert set(amounts) == {None}
        assert one.lines[0]["price"] is None
        assert (one.lines[0]["name"], one.settlement) == ("چای", "partly")
    sums = sums_of(user, InvoiceWish(state="unpaid"))
    assert sums is not None
    assert (sums.count, sums.total, sums.unpaid) == (1, None, None)
    assert sums_of_customer(user, sara) == {"count": 1}
    heads, rows = invoice_table(user=user, wish=InvoiceWish())
    (row,) = rows
    assert len(heads) == len(row) == 10
    assert not {1_800_000, 500_000, 1_300_000} & set(row)


@pytest.mark.parametrize("sort", ["total", "-total"])
def test_no_list_is_sorted_by_them(given: As, sold: Invoice, sort: str) -> None:
    with pytest.raises(BadWish):
        wanted_invoices(given("hidden"), InvoiceWish(sort=sort))
    assert list(wanted_invoices(given("read"), InvoiceWish(sort=sort))) == [sold]


def test_what_is_nothing_without_amounts_is_refused_with_the_reason(given: As, sold: Invoice, sara: Person) -> None:
    user = given("hidden")
    refused = (
        lambda: aging(user),
        lambda: statement_of(user, sara),
        lambda: invoice_paper(sold, "fa", user),
        lambda: tax_invoice_table(user=user, since=sold.issued_on, until=sold.issued_on),
        lambda: issue_invoice(invoice=draft_invoice(person=sara, by=user)[0], by=user),
    )
    for attempt in refused:
        with pytest.raises(Withheld, match=r"amounts of invoices|مبلغ"):
            attempt()


@pytest.mark.parametrize("access", ["read", "hidden"])
def test_what_is_not_theirs_to_write_stays(given: As, sold: Invoice, sara: Person, access: str) -> None:
    user, payment = given(access), Payment.objects.get()
    draft, _ = draft_invoice(person=sara, by=user)
    refused = {
        "lines": (
            lambda: draft_invoice(person=sara, lines=LINES, by=user),
            lambda: change_draft(invoice=draft, lines=LINES, by=user),
            lambda: correct_invoice(invoice=sold, kind="return", by=user),
        ),
        "amount": (
            lambda: add_payment(invoice=sold, amount=10**12, by=user),
            lambda: delete_payment(payment=payment, by=user),
        ),
    }
    for name, attempts in refused.items():
        for attempt in attempts:
            with pytest.raises(ValidationError) as told:
                attempt()
            assert list(told.value.message_dict) == [name]
            assert "1,300,000" not in str(told.value)
    assert change_draft(invoice=draft, note="زود", by=user)[0].note == "زود"


def test_who_may_only_read_them_sees_them(given: As, sold: Invoice, sara: Person) -> None:
    user = given("read")
    assert invoice_by_uid(user, sold.uid).balance == 1_300_000
    assert statement_of(user, sara).closing == aging(user)[0].total == 1_300_000


def test_they_are_measured_neither(given: As) -> None:
    assert kept_from(given("hidden")) == {"invoiced", "paid", "overdue"}
    assert kept_from(given("read")) == set()


def test_what_others_wrote_of_them_is_not_theirs_to_take_back(given: As, manager: User, sara: Person) -> None:
    draft, _ = draft_invoice(person=sara, lines=LINES, by=manager)
    change_draft(invoice=draft, lines=[*LINES, *LINES], by=manager)
    action = Action.objects.filter(kind="invoice.edit").latest("pk")
    assert not may_undo(action=action, by=given("read"))
    assert may_undo(action=action, by=given("normal"))


def test_a_program_is_told_none(given: As, program: Callable[..., Program], sold: Invoice, sara: Person) -> None:
    user = given("hidden")
    user.language = "fa"
    user.save()
    api = program(user)
    told = api.get(f"/invoices/{sold.uid}").json()
    hidden = ("subtotal", "discount", "tax", "total", "paid", "credited", "balance")
    assert {told[name] for name in hidden} | {told["lines"][0]["total"], told["payments"][0]["amount"]} == {None}
    assert {api.get("/invoices").json()["items"][0][name] for name in hidden} == {None}
    assert api.get("/invoices?sort=total").status_code == 422
    for address in ("/invoices/debts", f"/invoices/account/person/{sara.uid}", f"/invoices/{sold.uid}/pdf"):
        answer = api.get(address)
        assert (answer.status_code, answer.json()["detail"]) == (
            403,
            "نقش شما مبلغ فاکتورها و پرداخت‌ها را نشان نمی‌دهد.",
        )
    payment = Payment.objects.get()
    for model, pk in ((Invoice, sold.pk), (Payment, payment.pk)):
        facts = record_type(model._meta.model_name).facts([pk])[pk]
        assert {"lines", "amount"} & facts.keys()
        assert not {"lines", "amount"} & shown(model, facts, None, user).keys()
