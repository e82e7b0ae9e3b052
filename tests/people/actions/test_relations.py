"""People and companies belong together for a time; whoever changes the company keeps the former one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from zolal.accounts.models import RoleRights, User
from zolal.accounts.permissions import NotAllowed
from zolal.core import ledger
from zolal.core.models import Action, Setting
from zolal.people.actions.erase import erase_record
from zolal.people.actions.relation_roles import create_role
from zolal.people.actions.relations import add_relation, change_relation, remove_relation
from zolal.people.models import Company, Person, Relation
from zolal.people.points import numbered
from zolal.people.queries.relations import ties_of
from zolal.quality.actions.merges import merge_records
from zolal.quality.actions.undo_merge import undo_merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(administrator: User) -> Callable[..., Any]:
    def make(record_type: str, **facts: Any) -> Any:  # noqa: ANN401
        with transaction.atomic():
            action = ledger.act(kind=f"{record_type}.create", by=administrator)
            (pk,) = ledger.create(action, record_type, numbered([facts]))
        return (Person if record_type == "person" else Company).objects.get(pk=pk)

    return make


def words(record: Person | Company, user: User) -> list[tuple[str, str, bool]]:
    return [(tie.record.name, tie.kind, tie.is_over) for tie in ties_of(record=record, user=user)]


def moves(person: Person, company: Company | None, by: User) -> Action:
    with transaction.atomic():
        action = ledger.act(kind="person.edit", by=by)
        ledger.write(action, "person", {person.pk: {"company": company.pk if company else None}})
    return action


def test_both_sides_tell_it_each_in_its_word(made: Callable[..., Any], member: User) -> None:
    sara, pars = made("person", given_name="سارا"), made("company", name="پارس")
    add_relation(first=sara, second=pars, kind="accountant", since=date(2024, 3, 20), by=member)

    (here,), (there,) = ties_of(record=sara, user=member), ties_of(record=pars, user=member)
    assert (here.word, there.word) != (there.word, here.word)
    assert (here.record, there.record, here.since) == (pars, sara, date(2024, 3, 20))


def test_an_end_is_kept_and_can_be_undone(made: Callable[..., Any], member: User) -> None:
    parent, branch = made("company", name="مادر"), made("company", name="شعبه")
    relation = add_relation(first=parent, second=branch, kind="parent", by=member)
    ended = change_relation(relation=relation, until=timezone.localdate() - timedelta(days=1), by=member)
    assert words(parent, member) == [("شعبه", "parent", True)]
    ledger.undo(action=ended, by=member)
    assert words(parent, member) == [("شعبه", "parent", False)]
    ledger.undo(action=remove_relation(relation=relation, by=member), by=member)
    assert Relation.objects.get().uid == relation.uid


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "dragon"}, "kind"),
        ({"kind": "household"}, "kind"),
        ({"kind": "employee", "since": date(2024, 1, 2), "until": date(2024, 1, 1)}, "until"),
        ({"kind": "employee", "note": "ی" * 501}, "note"),
    ],
)
def test_what_makes_no_sense_is_refused(
    given: dict[str, Any], field: str, made: Callable[..., Any], member: User
) -> None:
    sara, pars = made("person", given_name="سارا"), made("company", name="پارس")
    with pytest.raises(ValidationError) as refused:
        add_relation(first=sara, second=pars, **given, by=member)
    assert list(refused.value.message_dict) == [field]
    assert not Relation.objects.exists()


def test_whoever_goes_to_another_company_keeps_the_former_one(made: Callable[..., Any], member: User) -> None:
    pars, kavir = made("company", name="پارس"), made("company", name="کویر")
    sara = made("person", given_name="سارا", company=pars.pk)
    Action.objects.update(at=timezone.now() - timedelta(days=30))

    moved = moves(sara, kavir, member)
    sara.refresh_from_db()
    assert words(sara, member) == [("کویر", "employee", False), ("پارس", "employee", False)]
    assert Relation.objects.get().until == timezone.localdate()
    ledger.undo(action=moved, by=member)
    sara.refresh_from_db()
    assert words(sara, member) == [("پارس", "employee", False)]


def test_a_slip_of_the_pen_and_a_merge_of_companies_are_no_change_of_work(
    made: Callable[..., Any], manager: User
) -> None:
    pars, double, other = (made("company", name=name) for name in ("پارس", "پارس گستر", "کویر"))
    sara = made("person", given_name="سارا", company=other.pk)
    moves(sara, double, manager)
    Action.objects.update(at=timezone.now() - timedelta(days=30))
    merge_records(record_type="company", keep_id=pars.pk, absorb_id=double.pk, by=manager)
    assert not Relation.objects.exists()


def test_a_merge_carries_relations_of_companies_and_gives_them_back(made: Callable[..., Any], manager: User) -> None:
    keep, absorb, owner = (
        made("company", name="پارس"),
        made("company", name="پارس گستر"),
        made("person", given_name="م"),
    )
    relation = add_relation(first=owner, second=absorb, kind="owner", note="۵۰٪", by=manager)
    merge = merge_records(record_type="company", keep_id=keep.pk, absorb_id=absorb.pk, by=manager)
    assert words(keep, manager) == [(owner.name, "owner", False)]
    undo_merge(merge=merge, by=manager)
    relation.refresh_from_db()
    assert (relation.other_company_id, relation.note) == (absorb.pk, "۵۰٪")


def test_nobody_relates_whom_they_do_not_see_or_may_not_change(
    made: Callable[..., Any], member: User, reader: User, stranger: User
) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    mine, hidden = made("person", given_name="م", owner=member.pk), made("person", given_name="ه", owner=stranger.pk)
    with pytest.raises(NotAllowed):
        add_relation(first=mine, second=hidden, kind="colleague", by=reader)
    with pytest.raises(Person.DoesNotExist):
        add_relation(first=mine, second=hidden, kind="colleague", by=member)
    assert not Relation.objects.exists()


def test_a_note_about_somebody_erased_is_nowhere_any_more(made: Callable[..., Any], administrator: User) -> None:
    sara, pars = made("person", given_name="سارا"), made("company", name="پارس")
    add_relation(first=sara, second=pars, kind="owner", note="راز", by=administrator)
    erase_record(record_type="person", record_id=sara.pk, by=administrator)
    assert not Relation.objects.exists()
    assert not [action for action in Action.objects.all() if "راز" in str(action.about)]


def test_roles_of_ones_own_are_the_administrators(member: User, administrator: User) -> None:
    with pytest.raises(NotAllowed):
        create_role(word="ضامن", by=member)
    role = create_role(word="ضامن", reverse="ضمانت‌شده", by=administrator)
    assert (role.told(first=True), role.told(first=False)) == ("ضامن", "ضمانت‌شده")


def test_a_relative_whose_only_name_is_a_number_is_not_told_to_whom_numbers_are_hidden(
    made: Callable[..., Any], member: User, administrator: User
) -> None:
    sara = made("person", given_name="سارا")
    points = [{"kind": "mobile", "value": "09121234567", "key": "+989121234567"}]
    nameless = made("person", points=points)
    add_relation(first=sara, second=nameless, kind="colleague", by=administrator)
    kept = {"person": {"mobile": "hidden"}}
    RoleRights.objects.update_or_create(key="member", defaults={"base": "member", "fields": kept})
    (tie,) = ties_of(record=sara, user=member)
    assert "0912" not in tie.record.name
