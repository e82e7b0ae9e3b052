"""What is done to many records at once can be undone at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.dump import dump
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core import ledger
from zolal.core.models import Setting
from zolal.people.actions import chunks
from zolal.people.actions.bulk import archive_records, delete_records, edit_records, restore_records
from zolal.people.actions.tags import create_tag
from zolal.people.models import Company, Person

pytestmark = pytest.mark.django_db


def test_a_bulk_edit_gives_all_the_same_and_undo_takes_it_back(enter: Callable, manager: User) -> None:
    people = [enter(given_name=name) for name in ("علی", "زهرا", "رضا")]
    tag = create_tag(name="ویژه", by=manager)
    before = dump()
    action = edit_records(
        record_type="person", ids=[one.pk for one in people], facts={"city": "یزد", f"tag:{tag.pk}": True}, by=manager
    )
    assert Person.objects.filter(city="یزد", taggings__tag=tag).count() == 3
    assert action.about["count"] == 3
    ledger.undo(action=action, by=manager)
    assert dump() == before


def test_many_records_go_in_chunks_under_one_action(
    enter: Callable, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "CHUNK", 2)
    people = [enter(given_name=str(number)) for number in range(5)]
    action = edit_records(record_type="person", ids=[one.pk for one in people], facts={"city": "قم"}, by=manager)
    assert action.changes.count() == 5
    assert Person.objects.filter(city="قم").count() == 5


def test_dragging_one_contact_needs_no_right_for_bulk_edits(enter: Callable, member: User) -> None:
    one, other = enter(given_name="علی"), enter(given_name="زهرا")
    edit_records(record_type="person", ids=[one.pk], facts={"owner": member.pk}, by=member)
    with pytest.raises(NotAllowed):
        edit_records(record_type="person", ids=[one.pk, other.pk], facts={"owner": member.pk}, by=member)


def test_a_reader_changes_nothing(enter: Callable, reader: User) -> None:
    one = enter(given_name="علی")
    before = dump()
    for verb in (archive_records, restore_records, delete_records):
        with pytest.raises(NotAllowed):
            verb(record_type="person", ids=[one.pk], by=reader)
    with pytest.raises(NotAllowed):
        edit_records(record_type="person", ids=[one.pk], facts={"city": "قم"}, by=reader)
    assert dump() == before


def test_what_a_manager_does_not_see_stays_as_it_is(enter: Callable, manager: User) -> None:
    Setting.objects.create(name="visibility.manager", value="team")
    ours, theirs = enter(given_name="علی", team=manager.team_id), enter(given_name="زهرا")
    edit_records(record_type="person", ids=[ours.pk, theirs.pk], facts={"city": "یزد"}, by=manager)
    assert list(Person.objects.filter(city="یزد")) == [ours]


def test_archived_records_come_back(enter: Callable, manager: User) -> None:
    one = enter(given_name="علی")
    archive_records(record_type="person", ids=[one.pk], by=manager)
    assert Person.objects.get().state == "archived"
    restore_records(record_type="person", ids=[one.pk], by=manager)
    assert Person.objects.get().state == "active"


def test_a_deleted_company_leaves_its_people_and_undo_joins_them_again(enter: Callable, manager: User) -> None:
    company = enter("company", name="آریا")
    person = enter(given_name="علی", company=company.pk)
    before = dump()
    action = delete_records(record_type="company", ids=[company.pk], by=manager)
    person.refresh_from_db()
    assert person.company_id is None
    assert "اریا" not in person.search
    ledger.undo(action=action, by=manager)
    assert dump() == before


def test_a_deleted_record_takes_what_was_merged_into_it(enter: Callable, manager: User) -> None:
    one = enter(given_name="علی")
    enter(given_name="علي", state="absorbed", absorbed_into=one.pk)
    before = dump()
    action = delete_records(record_type="person", ids=[one.pk], by=manager)
    assert not Person.objects.exists()
    ledger.undo(action=action, by=manager)
    assert dump() == before


def test_companies_without_a_name_are_companies_too(enter: Callable) -> None:
    enter("company", points=[{"kind": "email", "value": "info@arya.ir", "key": "info@arya.ir"}])
    assert "info@arya.ir" in Company.objects.get().search
