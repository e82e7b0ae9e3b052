"""Old customers come in by plan: who entered how much, and how well."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from tests.quality.conftest import Enter
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.capture.actions.entries import edit
from zolal.capture.actions.entries import enter as typed
from zolal.core.jobs import enqueue, run_all
from zolal.core.models import Action, Setting
from zolal.people.actions.bulk import archive_records
from zolal.people.models import Person
from zolal.quality.actions.merges import merge_records
from zolal.stewardship.actions.plans import change_plan, create_plan, take_in
from zolal.stewardship.daily import count, counted_until, keep
from zolal.stewardship.models import Plan, PlanRecord, UserDay
from zolal.stewardship.planned import remember_lists
from zolal.stewardship.queries.adoption import adoption
from zolal.stewardship.queries.plans import gone_through, newcomers_of, plans, progress, still_to_come

pytestmark = pytest.mark.django_db


def _plan(by: User, *people: User, **other: object) -> Plan:
    given = {"name": "دفترهای قدیمی", "kind": "paper", "total": 100, "quota": 5}
    return create_plan(**{**given, "people": people, "by": by, **other})


def _enter(by: User, name: str, **fields: str) -> Person:
    entry = typed(record_type="person", fields={"given_name": name, **fields}, by=by, despite=True)
    assert isinstance(entry.record, Person)
    return entry.record


def _edit(record_id: int, fields: dict[str, str], by: User) -> None:
    person = Person.objects.get(pk=record_id)
    edit(record_type="person", record_id=person.pk, version=person.version, fields=fields, by=by)


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


def test_what_was_entered_before_a_plan_was_made_is_no_work_of_it(strategist: User, member: User) -> None:
    _enter(member, "سارا")
    plan = _plan(strategist, member)
    for name in ("لیلا", "مریم"):
        _enter(member, name)
    found = progress(strategist, plan)
    ((_member, pace),) = found.people
    assert (found.done, found.left, pace.done, pace.today) == (2, 98, 2, 2)
    assert found.by_day == [(timezone.localdate(), 2)]
    keep(timezone.localdate())
    assert progress(strategist, plan) == found


def test_nor_is_what_was_mended_before(strategist: User, member: User, enter: Enter) -> None:
    ids = [enter(given_name=f"x{number}", city="یزد") for number in range(3)]
    _edit(ids[0], {"job_title": "مدیر"}, member)
    plan = _plan(strategist, member, kind="list", query="city=یزد", total=None)
    _edit(ids[1], {"job_title": "مدیر"}, member)
    found = progress(strategist, plan)
    assert (found.done, found.left, found.own, found.by_day) == (1, 2, None, [(timezone.localdate(), 1)])
    assert [one.record_id for one in gone_through(strategist, plan)] == [ids[1]]
    assert [one.pk for one in still_to_come(strategist, plan, size=5).records] == [ids[0], ids[2]]


def test_a_plan_that_is_dated_back_counts_its_first_day_whole(strategist: User, member: User) -> None:
    _enter(member, "سارا")
    plan = _plan(strategist, member)
    assert progress(strategist, plan).done == 0
    # The plan as it would have been made yesterday.
    Plan.objects.update(created_at=timezone.now() - timedelta(days=1))
    plan.refresh_from_db()
    assert progress(strategist, plan).done == 1


def test_of_the_day_within_which_a_plan_was_made_no_quota_is_expected(strategist: User, member: User) -> None:
    made = timezone.now() - timedelta(days=8)
    plan = _plan(strategist, member, starts_on=timezone.localdate(made), thursdays=True)
    Plan.objects.update(created_at=made)
    within = progress(strategist, Plan.objects.get()).people[0][1].expected
    change_plan(plan=plan, starts_on=timezone.localdate(made) + timedelta(days=1), by=strategist)
    assert progress(strategist, Plan.objects.get()).people[0][1].expected == within


def test_of_a_list_each_record_is_gone_through_once(strategist: User, member: User, enter: Enter) -> None:
    ids = [enter(given_name=f"x{number}", city="یزد") for number in range(3)]
    plan = _plan(strategist, member, kind="list", query="city=یزد", total=None)
    assert plan.total == 3
    for fields in ({"job_title": "مدیر"}, {"job_title": "کارمند"}):
        _edit(ids[0], fields, member)
    assert progress(strategist, plan).done == 1


def test_whoever_is_mended_out_of_the_list_stays_done(strategist: User, member: User, enter: Enter) -> None:
    ids = [enter(given_name=f"x{number}") for number in range(3)]
    plan = _plan(strategist, member, kind="list", query="mobile.empty=1", total=None)
    _edit(ids[0], {"mobile": "09121234567"}, member)
    found = progress(strategist, plan)
    assert (found.done, found.left, found.gone) == (1, 2, 0)
    assert [one.record_id for one in gone_through(strategist, plan)] == [ids[0]]
    assert [one.pk for one in still_to_come(member, plan, size=5).records] == ids[1:]


def test_whoever_is_no_longer_there_is_not_to_come(strategist: User, member: User, manager: User, enter: Enter) -> None:
    ids = [enter(given_name=f"x{number}", city="یزد") for number in range(5)]
    plan = _plan(strategist, member, kind="list", query="city=یزد", total=None)
    archive_records(record_type="person", ids=[ids[0]], by=member)
    archive_records(record_type="person", ids=[ids[1]], by=manager)
    merge_records(record_type="person", keep_id=ids[2], absorb_id=ids[3], by=manager)
    found = progress(strategist, plan)
    assert (found.done, found.left, found.gone) == (1, 2, 2)
    assert [one.pk for one in still_to_come(strategist, plan, size=5).records] == [ids[2], ids[4]]
    undo_action(action=Action.objects.get(kind="merge"), by=manager)
    assert progress(strategist, plan).left == 3


def test_who_comes_into_the_list_later_is_taken_in_by_a_strategist(
    strategist: User, manager: User, member: User, enter: Enter
) -> None:
    enter(given_name="x", city="یزد")
    plan = _plan(strategist, member, kind="list", query="city=یزد", total=None)
    with pytest.raises(ValidationError):
        take_in(plan=plan, by=strategist)
    late = enter(given_name="y", city="یزد")
    assert (progress(strategist, plan).left, newcomers_of(strategist, plan), newcomers_of(member, plan)) == (1, 1, 0)
    with pytest.raises(NotAllowed):
        take_in(plan=plan, by=manager)
    plan = take_in(plan=plan, by=strategist)
    _edit(late, {"mobile": "09121234567"}, member)
    assert (plan.total, progress(strategist, plan).done, newcomers_of(strategist, plan)) == (2, 1, 0)

    undo_action(action=Action.objects.filter(kind="plan.change").get(), by=strategist)

    plan.refresh_from_db()
    found = progress(strategist, plan)
    assert (plan.total, found.done, found.left, newcomers_of(strategist, plan)) == (1, 0, 1, 1)
    assert take_in(plan=plan, by=strategist).total == 2


def test_a_plan_that_undo_brings_back_knows_its_list(strategist: User, member: User, enter: Enter) -> None:
    enter(given_name="x", city="یزد")
    plan = _plan(strategist, member, kind="list", query="city=یزد", total=None)
    made = Action.objects.get(kind="plan.create")
    undo_action(action=made, by=strategist)
    assert not Plan.objects.exists()
    undo_action(action=made.undoings.get(), by=strategist)
    assert progress(strategist, plan).left == 1


def test_only_those_one_sees_are_shown_to_be_still_to_come(strategist: User, member: User, enter: Enter) -> None:
    mine = enter(given_name="x", city="یزد", owner=member.pk)
    hers = enter(given_name="y", city="یزد")
    plan = _plan(strategist, member, kind="list", query="city=یزد", total=None)
    Setting.objects.create(name="visibility.member", value="own")
    shown = still_to_come(member, plan, size=5)
    assert ([one.pk for one in shown.records], shown.total) == ([mine], 1)
    first = still_to_come(strategist, plan, size=1)
    rest = still_to_come(strategist, plan, size=1, after=first.next)
    assert ([one.pk for one in [*first.records, *rest.records]], rest.next) == ([mine, hers], None)


def test_plans_of_lists_that_were_not_remembered_go_on_with_those_in_it(
    strategist: User, member: User, enter: Enter
) -> None:
    enter(given_name="x", city="یزد")
    plan = _plan(strategist, member, kind="list", query="city=یزد", total=None)
    PlanRecord.objects.all().delete()
    remember_lists(using=DEFAULT_DB_ALIAS)
    assert progress(strategist, plan).left == 1


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
