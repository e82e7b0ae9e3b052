"""An administrator makes a role of their own: what it may holds at once, for every kind of record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils import timezone

from zolal.accounts.actions.roles import Wanted, change_role, create_role, delete_role
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.actions.users import change_user
from zolal.accounts.models import Role, User
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import NotAllowed, may
from zolal.accounts.queries.roles import known_role
from zolal.accounts.visibility import demand_on, scope_of
from zolal.capture.actions.entries import edit, enter
from zolal.core.jobs import enqueue, run_all
from zolal.core.models import Action
from zolal.people.actions.bulk import archive_records, change_matching, delete_records, edit_records
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.exports import export_records
from zolal.people.models import Person
from zolal.people.queries.lists import Wish
from zolal.people.queries.records import visible_records

pytestmark = pytest.mark.django_db


@pytest.fixture
def role(administrator: User, member: User) -> str:
    """A copy of "member", given to the member."""
    made = create_role(name="فروشنده", copied_from="member", by=administrator)
    change_user(user=member, role=made.key, team=member.team, by=administrator)
    return made.key


@pytest.fixture
def owned(administrator: User, member: User, manager: User, stranger: User) -> dict[str, Person]:
    """A person of the member, one of a colleague in the team, one of another team."""
    owners = {"own": member, "team": manager, "other": stranger}
    return {name: _entered(user, administrator) for name, user in owners.items()}


def _entered(owner: User, by: User) -> Person:
    fields = {"given_name": "سارا", "family_name": owner.email, "owner": owner.email}
    if owner.team:
        fields["team"] = owner.team.name
    return enter(record_type="person", fields=fields, by=by, despite=True).record


def test_a_copy_may_what_its_model_may_and_follows_what_is_said(administrator: User, member: User, role: str) -> None:
    assert (may(member, "imports.run"), may(member, "records.export")) == (True, False)
    change_role(key=role, wanted=Wanted(verbs={"imports.run": False}), by=administrator)
    assert not may(member, "imports.run")
    change_role(key=role, wanted=Wanted(reaches={"person": {"export": "own"}}), by=administrator)
    assert may(member, "records.export")
    assert known_role(role).rights.reach("company", "export") == "none"


def test_people_are_seen_as_far_as_the_role_reaches(
    administrator: User, member: User, role: str, owned: dict[str, Person]
) -> None:
    for reach, seen in (("own", {"own"}), ("team", {"own", "team"}), ("none", set())):
        change_role(key=role, wanted=Wanted(reaches={"person": {"see": reach}}), by=administrator)
        found = {name for name, one in owned.items() if visible_records(member, "person").filter(pk=one.pk).exists()}
        assert found == seen
        assert (scope_of(member, "person"), scope_of(member, "company")) == (reach, "all")


def test_who_sees_all_may_change_only_what_is_theirs(
    administrator: User, member: User, role: str, owned: dict[str, Person]
) -> None:
    change_role(
        key=role,
        wanted=Wanted(reaches={"person": {"change": "own", "delete": "none"}}, verbs={"records.bulk": True}),
        by=administrator,
    )
    edit(record_type="person", record_id=owned["own"].pk, version=1, fields={"city": "یزد"}, by=member)
    for name in ("team", "other"):
        one, before = owned[name], Action.objects.count()
        with pytest.raises(NotAllowed):
            edit(record_type="person", record_id=one.pk, version=1, fields={"city": "یزد"}, by=member)
        with pytest.raises(NotAllowed):
            edit_records(record_type="person", ids=[one.pk], facts={"city": "یزد"}, by=member)
        with pytest.raises(NotAllowed):
            archive_records(record_type="person", ids=[owned["own"].pk, one.pk], by=member)
        with pytest.raises(NotAllowed):
            demand_on(member, "change", "person", [one.pk])
        assert Action.objects.count() == before
    with pytest.raises(NotAllowed):
        delete_records(record_type="person", ids=[owned["own"].pk], by=member)
    change_matching(deed="edit", wish=Wish("person"), facts={"city": "قم"}, by=member)
    run_all()
    assert set(Person.objects.filter(city="قم")) == {owned["own"]}


def test_an_export_holds_only_what_may_leave(
    administrator: User, member: User, role: str, owned: dict[str, Person]
) -> None:
    change_role(key=role, wanted=Wanted(reaches={"person": {"export": "own"}}), by=administrator)
    told = b"".join(export_records(user=member, wish=Wish("person"), form="csv").pieces).decode()
    assert str(owned["own"].uid) in told
    assert str(owned["other"].uid) not in told


def test_nothing_is_done_further_than_it_is_seen(administrator: User, member: User, role: str) -> None:
    change_role(key=role, wanted=Wanted(reaches={"person": {"see": "own", "change": "all"}}), by=administrator)
    assert known_role(role).rights.reach("person", "change") == "own"


def test_a_role_is_deleted_only_when_nobody_has_it(administrator: User, member: User, role: str) -> None:
    with pytest.raises(ValidationError):
        delete_role(key=role, by=administrator)
    change_user(user=member, role="reader", team=None, by=administrator)
    delete_role(key=role, by=administrator)
    with pytest.raises(ObjectDoesNotExist):
        known_role(role)
    for shipped in (Role.READER, Role.ADMINISTRATOR):
        with pytest.raises(ValidationError):
            delete_role(key=shipped, by=administrator)


def test_a_shipped_role_is_changed_and_given_back_but_administrators_stay(
    administrator: User, manager: User, member: User
) -> None:
    change_role(key="member", wanted=Wanted(verbs={"imports.run": False}), by=administrator)
    assert not may(member, "imports.run")
    action = Action.objects.filter(kind="role.change").latest("pk")
    with pytest.raises(NotAllowed):
        undo_action(action=action, by=manager)
    undo_action(action=action, by=administrator)
    assert may(member, "imports.run")
    with pytest.raises(ValidationError):
        change_role(key="administrator", wanted=Wanted(verbs={"users.manage": False}), by=administrator)


def test_what_makes_no_sense_or_was_overtaken_is_refused(administrator: User, manager: User, role: str) -> None:
    seen = known_role(role).stamp
    change_role(key=role, wanted=Wanted(description="در شیراز"), by=administrator, seen=seen)
    with pytest.raises(Overtaken):
        change_role(key=role, wanted=Wanted(sees="own"), by=administrator, seen=seen)
    for wrong in (
        Wanted(name=""),
        Wanted(name="فروشنده " * 20),
        Wanted(sees="mine"),
        Wanted(verbs={"everything": True}),
        Wanted(reaches={"person": {"see": "mine"}}),
        Wanted(reaches={"person": {"create": "own"}}),
        Wanted(reaches={"ghost": {"see": "own"}}),
        Wanted(fields={"person": {"mobile": "blurred"}}),
    ):
        with pytest.raises(ValidationError):
            change_role(key=role, wanted=wrong, by=administrator)
    with pytest.raises(ValidationError):
        create_role(name="فروشنده", copied_from="member", by=administrator)
    with pytest.raises(NotAllowed):
        create_role(name="مدیر من", copied_from="administrator", by=manager)


def test_a_strategist_for_a_time_is_a_member_afterwards(administrator: User, member: User) -> None:
    today = timezone.localdate()
    change_user(user=member, role="strategist", team=None, until=today, after="member", by=administrator)
    assert may(member, "stewardship.plan")
    User.objects.filter(pk=member.pk).update(role_until=today - timedelta(days=1))
    member.refresh_from_db()
    assert (may(member, "stewardship.plan"), may(member, "records.edit")) == (False, True)
    enqueue("accounts.roles")
    run_all()
    member.refresh_from_db()
    assert (member.role, member.role_until, member.is_active) == ("member", None, True)


def test_who_is_left_without_a_role_is_shut_out(administrator: User, member: User) -> None:
    change_user(user=member, role="reader", team=None, until=timezone.localdate(), by=administrator)
    User.objects.filter(pk=member.pk).update(role_until=timezone.localdate() - timedelta(days=1))
    member.refresh_from_db()
    assert not may(member, "records.read")
    enqueue("accounts.roles")
    run_all()
    member.refresh_from_db()
    assert not member.is_active
    for until, after in ((timezone.localdate() - timedelta(days=1), ""), (timezone.localdate(), "administrator")):
        with pytest.raises(ValidationError):
            change_user(user=member, role="reader", team=None, until=until, after=after, by=administrator)
    with pytest.raises(ValidationError):
        change_user(user=administrator, role="administrator", team=None, until=timezone.localdate(), by=administrator)


@pytest.mark.parametrize("kind", ["number", "money", "date", "yes or no"])
def test_what_a_part_would_tell_is_not_masked(administrator: User, role: str, kind: str) -> None:
    field = create_custom_field(record_type="person", kind=kind, key="grade", label_fa="پایه", by=administrator)
    with pytest.raises(ValidationError) as refused:
        change_role(key=role, wanted=Wanted(fields={"person": {"own:grade": "masked"}}), by=administrator)
    (sentence,) = refused.value.message_dict["fields"]
    assert field.label_fa in sentence
    assert "normal, read, hidden" in sentence
    change_role(
        key=role, wanted=Wanted(fields={"person": {"own:grade": "hidden", "mobile": "masked"}}), by=administrator
    )
    assert known_role(role).rights.fields == {"person": {"own:grade": "hidden", "mobile": "masked"}}
