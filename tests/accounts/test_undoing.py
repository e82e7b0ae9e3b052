"""Undo gives nobody power over records that they may not see."""

from __future__ import annotations

import pytest
from django.db import transaction

from zolal.accounts.actions.roles import Wanted, change_role
from zolal.accounts.actions.undoing import may_undo, undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.ledger import Facts, act, create, record_type, remove, write
from zolal.core.models import Action, Setting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_only(db: None) -> None:
    for role in ("member", "manager"):
        Setting.objects.create(name=f"visibility.{role}", value="own")


def a_person(owner: User) -> int:
    with transaction.atomic():
        return create(act(kind="person.create", by=owner), "person", [{"family_name": "محمدی", "owner": owner.pk}])[0]


def changed(record_id: int, by: User, **facts: object) -> Action:
    with transaction.atomic():
        action = act(kind="person.edit", by=by)
        write(action, "person", {record_id: dict(facts)})
    return action


def removed(record_id: int, by: User) -> Action:
    with transaction.atomic():
        action = act(kind="person.delete", by=by)
        remove(action, "person", [record_id])
    return action


def now(record_id: int) -> Facts:
    return record_type("person").facts([record_id]).get(record_id, {})


def test_what_a_colleague_did_to_a_hidden_record_stays(manager: User, stranger: User) -> None:
    theirs = a_person(stranger)
    action = changed(theirs, stranger, city="یزد")
    assert not may_undo(action=action, by=manager)
    with pytest.raises(NotAllowed):
        undo_action(action=action, by=manager)
    assert now(theirs)["city"] == "یزد"


def test_a_hidden_record_that_was_deleted_is_not_brought_back(manager: User, stranger: User) -> None:
    theirs = a_person(stranger)
    action = removed(theirs, stranger)
    with pytest.raises(NotAllowed):
        undo_action(action=action, by=manager)
    assert now(theirs) == {}


def test_what_a_colleague_did_to_ones_own_record_can_be_undone(manager: User, administrator: User) -> None:
    mine = a_person(manager)
    undo_action(action=changed(mine, administrator, city="یزد"), by=manager)
    undo_action(action=removed(mine, administrator), by=manager)
    assert "city" not in now(mine)
    assert now(mine)["owner"] == manager.pk


def test_what_was_just_given_away_by_a_slip_can_be_taken_back(member: User, stranger: User) -> None:
    mine = a_person(member)
    undo_action(action=changed(mine, member, owner=stranger.pk), by=member)
    assert now(mine)["owner"] == member.pk


def test_what_has_become_the_work_of_others_cannot_be_taken_back(member: User, stranger: User) -> None:
    given = a_person(member)
    action = changed(given, member, owner=stranger.pk)
    changed(given, stranger, city="یزد")
    assert not may_undo(action=action, by=member)
    with pytest.raises(NotAllowed):
        undo_action(action=action, by=member)
    assert now(given)["owner"] == stranger.pk


def test_who_sees_everything_undoes_everything(administrator: User, stranger: User) -> None:
    theirs = a_person(stranger)
    undo_action(action=changed(theirs, stranger, city="یزد"), by=administrator)
    assert "city" not in now(theirs)


def test_who_only_sees_records_takes_nothing_of_others_back(manager: User, administrator: User, stranger: User) -> None:
    Setting.objects.filter(name="visibility.manager").update(value="all")
    action = changed(a_person(stranger), stranger, city="یزد")
    assert may_undo(action=action, by=manager)
    change_role(key="manager", wanted=Wanted(reaches={"person": {"change": "own"}}), by=administrator)
    assert not may_undo(action=action, by=manager)
    with pytest.raises(NotAllowed):
        undo_action(action=action, by=manager)
    undo_action(action=changed(a_person(manager), administrator, city="یزد"), by=manager)
