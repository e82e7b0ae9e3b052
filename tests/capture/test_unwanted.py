"""A column that says who wants no more messages feeds the suppression list with the import; its undo takes it back."""

from __future__ import annotations

import pytest

from tests.activities.listing import is_suppressed
from tests.capture.conftest import Hand
from zolal.accounts.models import User
from zolal.activities.models import Suppression
from zolal.capture.actions.imports import undo_import
from zolal.capture.intake.unwanted import field_of_header, reason_of
from zolal.core.jobs import run_all
from zolal.people.actions.erase import erase_record
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

TABLE = [
    ["نام", "نام خانوادگی", "موبایل", "ایمیل", "وضعیت ایمیل"],
    ["علی", "محمدی", "09122002580", "ali@example.com", "برگشتی"],
    ["سارا", "کریمی", "09351234567", "sara@example.com", "فعال"],
    ["مریم", "رضایی", "09361234567", "maryam@example.com", "لغو عضویت"],
    ["رضا", "نوری", "09371234567", "", "لغو عضویت"],
]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Unsubscribed", "suppress:email"), ("bounced", "suppress:email"), ("وضعیت ایمیل", "suppress:email"),
        ("لغو عضویت", "suppress:email"), ("لغو ۱۱", "suppress:sms"), ("Do not call", "suppress:call"),
        ("ایمیل", ""), ("شهر", ""),
    ],
)  # fmt: skip
def test_such_a_column_is_recognised_by_what_it_is_called(header: str, field: str) -> None:
    assert field_of_header(header) == field


@pytest.mark.parametrize(
    ("header", "cell", "reason"),
    [
        ("Unsubscribed", "yes", "unsubscribed"), ("لغو عضویت", "بله", "unsubscribed"), ("bounced", "1", "bounced"),
        ("Email status", "Hard Bounce", "bounced"), ("وضعیت ایمیل", "برگشتی", "bounced"),
        ("status", "spam", "complaint"),
        ("تاریخ لغو عضویت", "۱۴۰۳/۰۲/۱۱", "unsubscribed"), ("unsubscribed at", "2024-01-02 10:20", "unsubscribed"),
        ("Unsubscribed", "no", ""), ("وضعیت ایمیل", "فعال", ""), ("bounced", "0", ""),
        ("Email status", "cold lead", ""),
        ("لغو عضویت", "", ""),
    ],
)  # fmt: skip
def test_only_a_word_that_is_known_says_that_an_address_is_not_wanted(header: str, cell: str, reason: str) -> None:
    assert reason_of(header, cell) == reason


def test_the_addresses_of_such_rows_are_suppressed_and_the_column_fills_nothing(taken_in: Hand) -> None:
    import_ = taken_in(TABLE)
    assert [column["field"] for column in import_.columns][-1] == "suppress:email"
    assert set(Suppression.objects.values_list("address", "reason", "source__name")) == {
        ("ali@example.com", "bounced", "customers.csv"),
        ("maryam@example.com", "unsubscribed", "customers.csv"),
    }
    assert all(person.more == {} for person in Person.objects.all())


def test_the_undo_of_the_import_takes_back_what_it_brought_and_nothing_else(taken_in: Hand) -> None:
    first = taken_in(TABLE[:2])
    second = taken_in(TABLE, name="again.csv")
    undo_import(import_=second, by=second.by)
    run_all()
    assert is_suppressed("email", "ali@example.com")
    assert not is_suppressed("email", "maryam@example.com")
    undo_import(import_=first, by=first.by)
    run_all()
    assert not is_suppressed("email", "ali@example.com")


def test_somebody_erased_stays_suppressed_by_a_mark_alone(taken_in: Hand, administrator: User) -> None:
    taken_in([TABLE[0], [*TABLE[1][:4], ""]])
    erase_record(record_type="person", record_id=Person.objects.get().pk, by=administrator)
    taken_in(TABLE, name="again.csv")
    assert is_suppressed("email", "ali@example.com")
    assert "ali@example.com" not in repr(list(Suppression.objects.values()))


def test_the_mapping_may_be_another_one(taken_in: Hand) -> None:
    taken_in(TABLE, fields={"وضعیت ایمیل": ""})
    assert not Suppression.objects.exists()
    assert Person.objects.filter(more__has_key="وضعیت ایمیل").exists()
