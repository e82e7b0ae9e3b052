"""One record is shared with somebody whose role does not reach it, and a colleague stands in for another one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from zolal.accounts.actions.deputies import choose_deputy, end_deputy
from zolal.accounts.actions.settings import change_setting
from zolal.accounts.actions.sharing import share_record, withdraw_share
from zolal.accounts.models import Deputy, SharedRecord, User
from zolal.accounts.permissions import NotAllowed, may
from zolal.accounts.queries.sharing import share_by_uid, shares_of
from zolal.accounts.visibility import may_on
from zolal.capture.actions.entries import edit, enter
from zolal.people.actions.erase import erase_record
from zolal.people.models import Company, Person
from zolal.people.queries.lists import Wish, matching_ids
from zolal.people.queries.records import visible_records
from zolal.quality.actions.merges import merge_records, undo_merge

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_only(administrator: User) -> None:
    for role in ("member", "reader", "manager"):
        change_setting(name=f"visibility.{role}", value="own", by=administrator)


@pytest.fixture
def sara(member: User) -> Person:
    fields = {"given_name": "سارا", "family_name": "محمدی", "mobile": "09121234567"}
    return enter(record_type="person", fields=fields, by=member).record


def sees(user: User, record: Person | Company) -> bool:
    name = "person" if isinstance(record, Person) else "company"
    found = visible_records(user, name).filter(pk=record.pk).exists()
    assert found == (record.pk in matching_ids(user=user, wish=Wish(name)))
    return found


def test_a_record_is_shared_for_reading_then_for_changing_and_withdrawn(
    member: User, stranger: User, sara: Person
) -> None:
    assert not sees(stranger, sara)
    shared = share_record(record_type="person", record_id=sara.pk, user=stranger, by=member)
    assert (sees(stranger, sara), may_on(stranger, "change", "person", sara.pk)) == (True, False)
    with pytest.raises(NotAllowed):
        edit(record_type="person", record_id=sara.pk, version=1, fields={"city": "یزد"}, by=stranger)
    again = share_record(record_type="person", record_id=sara.pk, user=stranger, level="edit", by=member)
    assert again.pk == shared.pk
    edit(record_type="person", record_id=sara.pk, version=1, fields={"city": "یزد"}, by=stranger)
    withdraw_share(shared=again, by=member)
    assert not sees(stranger, sara)


def test_a_team_shares_too_and_a_merge_and_its_undo_keep_it(
    administrator: User, member: User, stranger: User, sara: Person
) -> None:
    share_record(record_type="person", record_id=sara.pk, team=stranger.team, by=member)
    other = enter(record_type="person", fields={"given_name": "سارا", "mobile": "09351234567"}, by=member).record
    merge = merge_records(record_type="person", keep_id=other.pk, absorb_id=sara.pk, by=administrator, despite=True)
    stranger = User.objects.get(pk=stranger.pk)
    assert visible_records(stranger, "person").filter(pk=other.pk).exists()
    undo_merge(merge=merge, by=administrator)
    stranger = User.objects.get(pk=stranger.pk)
    assert (sees(stranger, sara), sees(stranger, other)) == (True, False)


def test_who_cannot_change_a_record_shares_it_with_nobody(
    member: User, stranger: User, reader: User, manager: User, sara: Person
) -> None:
    shared = share_record(record_type="person", record_id=sara.pk, user=stranger, by=member)
    with pytest.raises(NotAllowed):
        share_record(record_type="person", record_id=sara.pk, user=manager, by=stranger)
    with pytest.raises(Person.DoesNotExist):
        share_record(record_type="person", record_id=sara.pk, user=stranger, by=manager)
    with pytest.raises(NotAllowed):
        share_record(record_type="person", record_id=sara.pk, user=stranger, by=reader)
    with pytest.raises(NotAllowed):
        withdraw_share(shared=shared, by=stranger)
    with pytest.raises(SharedRecord.DoesNotExist):
        share_by_uid(shared.uid, user=manager)
    assert shares_of(manager, "person", sara.pk) == []
    for wrong in ({"user": member}, {}, {"user": stranger, "team": stranger.team}, {"user": stranger, "level": "all"}):
        with pytest.raises(ValidationError):
            share_record(record_type="person", record_id=sara.pk, by=member, **wrong)


def test_with_whom_somebody_was_shared_is_forgotten_with_them(
    administrator: User, member: User, stranger: User, sara: Person
) -> None:
    share_record(record_type="person", record_id=sara.pk, user=stranger, by=member)
    erase_record(record_type="person", record_id=sara.pk, by=administrator)
    assert not SharedRecord.objects.exists()


def test_a_deputy_may_what_the_colleague_may_on_these_days_only(
    administrator: User, member: User, stranger: User, reader: User, sara: Person
) -> None:
    today = timezone.localdate()
    hidden = enter(record_type="person", fields={"given_name": "پنهان"}, by=administrator).record
    chosen = choose_deputy(user=member, deputy=reader, begins_on=today, ends_on=today, by=member)
    assert (sees(reader, sara), sees(reader, hidden)) == (True, False)
    assert (may(reader, "records.edit"), may(reader, "imports.run")) == (True, False)
    edit(record_type="person", record_id=sara.pk, version=1, fields={"city": "یزد"}, by=reader)
    with pytest.raises(NotAllowed):
        end_deputy(chosen=chosen, by=stranger)
    end_deputy(chosen=chosen, by=reader)
    assert (sees(reader, sara), may(reader, "records.edit")) == (False, False)
    later = today + timedelta(days=7)
    choose_deputy(user=member, deputy=reader, begins_on=later, ends_on=later, by=administrator)
    assert not sees(reader, sara)


def test_who_stands_in_makes_sense(member: User, stranger: User, manager: User) -> None:
    today = timezone.localdate()

    def chosen(**wrong: User | date) -> None:
        choose_deputy(
            **{"user": member, "deputy": stranger, "begins_on": today, "ends_on": today, "by": member, **wrong}
        )

    for wrong in (
        {"deputy": member},
        {"ends_on": today - timedelta(days=1)},
        {"begins_on": today + timedelta(days=1)},
        {"ends_on": today + timedelta(days=500)},
    ):
        with pytest.raises(ValidationError):
            chosen(**wrong)
    with pytest.raises(NotAllowed):
        chosen(by=manager)
    assert not Deputy.objects.exists()
