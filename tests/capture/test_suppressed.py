"""Whoever is on the suppression list may be entered and imported; that they are on it is said, and stays so."""

from __future__ import annotations

import pytest

from tests.activities.listing import is_suppressed
from tests.capture.conftest import Hand, committed
from zolal.accounts.models import User
from zolal.activities.actions.suppressions import Entry, suppress
from zolal.activities.models import Suppression
from zolal.capture.actions.entries import check_entry, edit, enter
from zolal.capture.actions.rows import mend_cell
from zolal.capture.models import ImportRow
from zolal.capture.queries.suppressed_rows import all_suppressed_rows, suppressed_rows

pytestmark = pytest.mark.django_db

TABLE = [
    ["نام", "نام خانوادگی", "موبایل", "ایمیل"],
    ["علی", "محمدی", "09122002580", "ali@example.com"],
    ["سارا", "کریمی", "09351234567", "sara@example.com"],
    ["مریم", "رضایی", "۰۹۳۶ ۱۲۳ ۴۵۶۷", "maryam@example.com"],
    ["رضا", "نوری", "09371234567", ""],
]


@pytest.fixture
def listed(administrator: User) -> None:
    """An e-mail that bounced, and a mobile that wants no SMS and no call."""
    mobile = [Entry(channel, "09361234567", "unsubscribed") for channel in ("sms", "call")]
    suppress(entries=[Entry("email", "Sara@Example.com", "bounced"), *mobile], by=administrator, source="mailer")


@pytest.mark.usefixtures("listed")
def test_an_entry_is_told_of_its_addresses_that_are_not_to_be_used_and_goes_in_all_the_same(member: User) -> None:
    fields = {"given_name": "سارا", "email": "SARA@example.com", "mobile": "09361234567"}
    checked = check_entry(record_type="person", fields=fields, by=member)
    told = [(one.kind, one.key, one.entry.channel, one.entry.reason) for one in checked.suppressed]
    assert told == [
        ("mobile", "+989361234567", "call", "unsubscribed"),
        ("mobile", "+989361234567", "sms", "unsubscribed"),
        ("email", "sara@example.com", "email", "bounced"),
    ]
    entered = enter(record_type="person", fields=fields, by=member)
    assert entered.record is not None
    assert entered.suppressed == checked.suppressed
    assert is_suppressed("email", "sara@example.com")


@pytest.mark.usefixtures("listed")
def test_an_edit_is_told_only_of_addresses_that_it_brings(member: User) -> None:
    record = enter(record_type="person", fields={"given_name": "سارا", "email": "s@example.com"}, by=member).record
    assert record is not None

    def told(email: str) -> list[str]:
        record.refresh_from_db()
        done = edit(
            record_type="person", record_id=record.pk, version=record.version, fields={"email": email}, by=member
        )
        return [one.key for one in done.suppressed]

    assert told("s@example.com | sara@example.com") == ["sara@example.com"]
    assert told("t@example.com | sara@example.com") == []


@pytest.mark.usefixtures("listed")
def test_an_import_counts_its_rows_with_such_addresses_and_names_them(checked: Hand) -> None:
    import_ = checked(TABLE)
    assert import_.counts["suppressed"] == 2
    assert import_.rows == 4
    page = suppressed_rows(import_=import_, user=import_.by, size=1)
    assert [(one.row.number, one.name, one.record) for one in page.rows] == [(2, "سارا کریمی", None)]
    assert [one.row.number for one in suppressed_rows(import_=import_, user=import_.by, after=page.next).rows] == [3]
    committed(import_)
    assert import_.counts["suppressed"] == 2
    sara, maryam = all_suppressed_rows(import_=import_, user=import_.by)
    assert sara.record is not None
    assert [one.entry.reason for one in sara.closed] == ["bounced"]
    assert {one.entry.channel for one in maryam.closed} == {"sms", "call"}
    assert Suppression.objects.filter(removed_at=None).count() == 3


@pytest.mark.usefixtures("listed")
def test_a_mended_cell_is_asked_about_too(checked: Hand) -> None:
    import_ = checked(TABLE)
    mend_cell(import_=import_, number=4, column=3, text="sara@example.com", by=import_.by)
    mend_cell(import_=import_, number=2, column=3, text="other@example.com", by=import_.by)
    import_.refresh_from_db()
    assert import_.counts["suppressed"] == 2
    assert [*ImportRow.objects.filter(suppressed=True).values_list("number", flat=True)] == [3, 4]


def test_what_the_file_itself_puts_on_the_list_counts_once_it_is_in(checked: Hand) -> None:
    import_ = checked([[*TABLE[0], "وضعیت ایمیل"], [*TABLE[1], "لغو عضویت"], [*TABLE[2], ""]])
    assert import_.counts["suppressed"] == 0
    committed(import_)
    assert import_.counts["suppressed"] == 1
    [row] = all_suppressed_rows(import_=import_, user=import_.by)
    assert row.row.number == 1


def test_without_a_list_nothing_is_said(checked: Hand) -> None:
    assert checked(TABLE).counts["suppressed"] == 0
