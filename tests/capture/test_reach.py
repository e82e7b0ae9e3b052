"""A file is no way round the administrator's choice of who sees what."""

from __future__ import annotations

import pytest

from tests.capture.conftest import Hand, committed
from zolal.accounts.models import User
from zolal.capture.actions.entries import enter
from zolal.capture.actions.rows import decide
from zolal.capture.models import Import, ImportRow
from zolal.capture.queries.rows import differences, sees_match
from zolal.core.models import Setting
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

FILE = [["نام", "نام خانوادگی", "موبایل", "شهر"], ["سارا", "محمدی", "09121234567", "شیراز"]]
HERS = {"given_name": "سارا", "family_name": "محمدی", "mobile": "09121234567", "address": "خیابان پنهان"}


@pytest.fixture(autouse=True)
def _own_only(db: None) -> None:
    for role in ("member", "manager"):
        Setting.objects.create(name=f"visibility.{role}", value="own")


@pytest.fixture
def hidden(stranger: User) -> Person:
    """Somebody whom only another member sees."""
    record = enter(record_type="person", fields=HERS, by=stranger).record
    assert isinstance(record, Person)
    return record


def overwriting(checked: Hand, by: User) -> Import:
    return checked(FILE, by=by, policy=Import.Policy.OVERWRITE)


def unchanged(record: Person) -> bool:
    now = Person.objects.get(pk=record.pk)
    return (now.version, now.city) == (record.version, "")


def test_a_row_for_a_hidden_record_becomes_a_record_of_ones_own(checked: Hand, hidden: Person, member: User) -> None:
    committed(overwriting(checked, member))
    assert unchanged(hidden)
    assert Person.objects.get(owner=member).city == "شیراز"


def test_saying_that_it_is_the_same_opens_no_hidden_record(checked: Hand, hidden: Person, member: User) -> None:
    import_ = overwriting(checked, member)
    ImportRow.objects.update(match_id=hidden.pk, sure=False, verdict=ImportRow.Verdict.DUPLICATE)
    decide(import_=import_, numbers=[1], identity="same", by=member)
    committed(import_)
    assert unchanged(hidden)


def test_a_hidden_record_that_came_after_the_check_is_not_written_either(
    checked: Hand, member: User, stranger: User
) -> None:
    import_ = overwriting(checked, member)
    late = enter(record_type="person", fields=HERS, by=stranger).record
    assert isinstance(late, Person)
    committed(import_)
    assert unchanged(late)


def test_what_a_file_would_change_is_told_only_of_records_one_sees(
    checked: Hand, hidden: Person, member: User, stranger: User
) -> None:
    import_ = overwriting(checked, member)
    row = import_.all_rows.get(number=1)
    row.match_id = hidden.pk
    assert not differences(import_=import_, row=row, user=member)
    assert [one.fact for one in differences(import_=import_, row=row, user=stranger)] == ["city"]


def test_how_alike_a_hidden_record_is_stays_untold(checked: Hand, hidden: Person, member: User, stranger: User) -> None:
    import_ = overwriting(checked, member)
    row = import_.all_rows.get(number=1)
    row.match_id = hidden.pk
    assert not sees_match(import_=import_, row=row, user=member)
    assert sees_match(import_=import_, row=row, user=stranger)
