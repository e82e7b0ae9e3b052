"""Old customers come in by plan: who entered how much, and how well."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.quality.conftest import Enter
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.capture.actions.entries import edit
from zolal.capture.actions.entries import enter as typed
from zolal.core.jobs import enqueue, run_all
from zolal.core.models import Action, Setting
from zolal.people.models import Person
from zolal.stewardship.actions.plans import change_plan, create_plan
from zolal.stewardship.daily import count, counted_until
from zolal.stewardship.models import Plan, UserDay
from zolal.stewardship.queries.adoption import adoption
from zolal.stewardship.queries.plans import plans, progress

pytestmark = pytest.mark.django_db


def _plan(by: User, *people: User, **other: object) -> Plan:
    given = {"name": "دفترهای قدیمی", "kind": "paper", "total": 100, "quota": 5}
    return create_plan(**{**given, "people": people, "by": by, **other})


def _enter(by: User, name: str, **fields: str) -> Person:
    entry = typed(record_type="person", fields={"given_name": name, **fields}, by=by, despite=True)
    assert isinstance(entry.record, Person)
    return entry.record


def test_what_each_has_entered_counts_with_its_quality(strategist: User, member: User, stranger: User) -> None:
    plan = _plan(strategist, member, stranger)
    good = _enter(member, "سارا", mobile="09121234567", email="sara@example.com")
    bad = _enter(member, "علی", mobile="123")
    found = progress(strategist, plan)
    paces = dict(found.people)
    assert (found.done, found.left, paces[member].done, paces[stranger].done) == (2, 98, 2, 0)
    good.refresh_from_db()
    bad.refresh_from_db()
    assert paces[member].quality == round((good.quality + bad.quality) / 2, 1)
    assert paces[member].error_rate == 0.5
    assert progress(member, plan).people == [(member, paces[member])]
    assert list(plans(stranger)) == [plan]


def test_an_entry_that_was_undone_is_none(strategist: User, member: User) -> None:
    plan = _plan(strategist, member)
    _enter(member, "سارا")
    undo_action(action=Action.objects.get(kind="person.create"), by=member)
    assert progress(strategist, plan).done == 0


def test_of_a_list_each_record_is_gone_through_once(strategist: User, member: User, enter: Enter) -> None:
    ids = [enter(given_name=f"x{number}", city="یزد") for number in range(3)]
    plan = _plan(strategist, member, kind="list", query="city=یزد", total=None)
    assert plan.total == 3
    for fields in ({"job_title": "مدیر"}, {"job_title": "کارمند"}):
        person = Person.objects.get(pk=ids[0])
        edit(record_type="person", record_id=person.pk, version=person.version, fields=fields, by=member)
    assert progress(strategist, plan).done == 1


def test_days_that_are_over_are_counted_once_and_tell_the_same(strategist: User, member: User) -> None:
    plan = _plan(strategist, member, starts_on=timezone.localdate() - timedelta(days=9))
    _enter(member, "سارا", mobile="09121234567")
    Action.objects.filter(kind="person.create").update(at=timezone.now() - timedelta(days=3))
    live = progress(strategist, plan)
    uses = adoption(strategist)
    enqueue("stewardship.days")
    run_all()
    assert counted_until() == timezone.localdate() - timedelta(days=1)
    assert UserDay.objects.get(user=member).people == 1
    assert progress(strategist, plan) == live
    assert [(use.user, use.entered, use.active) for use in adoption(strategist).uses] == [
        (use.user, use.entered, use.active) for use in uses.uses
    ]
    enqueue("stewardship.days")
    run_all()
    assert UserDay.objects.filter(user=member).count() == 1
    assert [
        row.people for row in count(timezone.localdate() - timedelta(days=3), timezone.localdate(), [member.pk])
    ] == [1]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quota": 0}, "quota"),
        ({"total": None}, "total"),
        ({"per": "hour"}, "per"),
        ({"kind": "other"}, "kind"),
        ({"kind": "list", "query": "city=nowhere"}, "query"),
        ({"kind": "list", "query": "unknown=1"}, "query"),
        ({"name": ""}, "name"),
        ({"people": []}, "people"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    strategist: User, member: User, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        _plan(strategist, member, **wrong)
    assert list(refused.value.message_dict) == [field]


def test_managers_read_and_strategists_plan(strategist: User, manager: User, member: User, reader: User) -> None:
    with pytest.raises(NotAllowed):
        _plan(manager, member)
    with pytest.raises(ValidationError):
        _plan(strategist, reader)
    plan = change_plan(plan=_plan(strategist, member), ended=True, quota=7, by=strategist)
    assert (plan.ended_on, plan.quota) == (timezone.localdate(), 7)
    assert list(plans(manager)) == [plan]
    assert change_plan(plan=plan, ended=False, by=strategist).ended_on is None


def test_one_sees_the_work_of_ones_own_people_and_of_oneself(
    strategist: User, manager: User, member: User, stranger: User
) -> None:
    _enter(member, "سارا")
    assert [use.user for use in adoption(member).uses] == [member]
    assert {use.user for use in adoption(manager).uses} == {strategist, manager, member, stranger}
    Setting.objects.create(name="visibility.manager", value="team")
    found = adoption(manager)
    assert stranger not in {use.user for use in found.uses}
    (mine,) = [use for use in found.uses if use.user == member]
    assert (mine.entered, mine.active, mine.weeks[-1]) == (1, 1, 1)


def test_a_change_of_a_plan_is_taken_back_with_who_took_part(strategist: User, member: User, manager: User) -> None:
    plan = _plan(strategist, member)
    was = plan.quota
    change_plan(plan=plan, quota=was + 5, people=[manager], by=strategist)
    action = Action.objects.latest("pk")

    undo_action(action=action, by=strategist)

    plan.refresh_from_db()
    assert plan.quota == was
    assert [*plan.people.all()] == [member]
    undo_action(action=action.undoings.get(), by=strategist)
    assert [*plan.people.all()] == [manager]
