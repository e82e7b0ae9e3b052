"""A month of maintenance: begun on its day, dealt, worked off, signed, compared."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.quality.conftest import Enter
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.accounts.visibility import visible
from zolal.capture.actions.entries import edit
from zolal.core.jobs import cancel, run_all
from zolal.core.jobs.task import tasks
from zolal.core.models import Setting
from zolal.people.models import Person
from zolal.quality.actions.handling import Target, Wish, handle
from zolal.quality.actions.pairs import decide
from zolal.quality.models import Issue, Measurement, Pair
from zolal.stewardship.actions.runs import begin, cancel_run, sign_run, start_run
from zolal.stewardship.actions.schedules import change_schedule, create_schedule
from zolal.stewardship.actions.shares import deal_anew, sign_share
from zolal.stewardship.models import Assignment, Run, Schedule, Share
from zolal.stewardship.months import Month
from zolal.stewardship.queries.runs import months, own_due, run_view, schedules, task_page, waiting_count

pytestmark = pytest.mark.django_db


def _schedule(by: User, *people: User, **other: object) -> Schedule:
    given = {"name": "Every month", "day": 1, "classes": ["incomplete", "duplicate"], "at_most": 50, "days": 10}
    return create_schedule(**{**given, "people": people, "remind": [3, 0], "by": by, **other})


def _dealt(schedule: Schedule, by: User) -> Run:
    run = start_run(schedule=schedule, by=by)
    run_all()
    run.refresh_from_db()
    return run


def _daily() -> None:
    from zolal.core.jobs import enqueue

    enqueue("maintenance.daily")
    run_all()


def _counts_hold(run: Run) -> None:
    for share in Share.objects.filter(run=run):
        assert share.done == share.assignments.filter(done_at__isnull=False).count()
        assert share.dealt == share.assignments.count()


@pytest.fixture
def people(enter: Enter, member: User) -> list[int]:
    """Six without a telephone: two of the member, four of nobody; and two who may be one."""
    ids = [enter(given_name=f"نام{number}", email=f"a{number}@example.com") for number in range(4)]
    ids += [enter(given_name=f"نام{number}", email=f"a{number}@example.com", owner=member.pk) for number in (4, 5)]
    return ids


def test_what_is_open_is_dealt_to_owners_first_and_then_evenly(
    people: list[int], manager: User, member: User, stranger: User
) -> None:
    run = _dealt(_schedule(manager, member, stranger), manager)
    assert run.state == Run.State.OPEN
    issues = set(Issue.objects.filter(group="incomplete").values_list("record_id", "fact", "code"))
    dealt = list(Assignment.objects.filter(group="incomplete").values_list("record_id", "fact", "code"))
    assert set(dealt) == issues
    assert max(Counter(dealt).values()) == 1
    shares = {share.user: share for share in run.shares.all()}
    assert abs(shares[member].dealt - shares[stranger].dealt) <= 1
    assert {*people[4:]} <= set(shares[member].assignments.values_list("record_id", flat=True))
    assert run.items == len(dealt) + Assignment.objects.filter(group="duplicate").count()
    assert run.before["person"]["records"] == 6
    _counts_hold(run)


def test_nobody_is_dealt_what_they_may_not_see(people: list[int], manager: User, member: User, stranger: User) -> None:
    Setting.objects.create(name="visibility.member", value="team")
    Person.objects.filter(pk__in=people[:2]).update(team=stranger.team)
    run = _dealt(_schedule(manager, member, stranger), manager)
    for share in run.shares.select_related("user"):
        seen = set(visible(Person.objects.all(), share.user).values_list("pk", flat=True))
        assert set(share.assignments.values_list("record_id", flat=True)) <= seen
    assert not Assignment.objects.filter(record_id__in=people[2:4]).exists()


def test_nobody_gets_more_than_they_can_do(people: list[int], manager: User, member: User) -> None:
    run = _dealt(_schedule(manager, member, at_most=3), manager)
    assert run.items == 3
    assert run.waiting > 3


def test_what_is_mended_is_done_and_comes_back_when_the_mend_is_undone(
    people: list[int], manager: User, member: User
) -> None:
    run = _dealt(_schedule(manager, member), manager)
    share = run.shares.get()
    person = Person.objects.get(pk=people[0])
    mended = edit(
        record_type="person", record_id=person.pk, version=person.version, fields={"mobile": "09121234567"}, by=member
    )
    share.refresh_from_db()
    assert share.done == 1
    assert mended.action is not None
    from zolal.accounts.actions.undoing import undo_action

    undo_action(action=mended.action, by=member)
    share.refresh_from_db()
    assert share.done == 0
    _counts_hold(run)


def test_a_judged_pair_is_done(enter: Enter, manager: User, member: User) -> None:
    for city in ("یزد", "قم"):
        enter(given_name="سارا", family_name="محمدی", mobile="09121234567", city=city, email="s@example.com")
    pair = Pair.objects.get()
    run = _dealt(_schedule(manager, member, classes=["duplicate"]), manager)
    assert run.items == 1
    decide(pair=pair, decision="not_same", by=member)
    assert run.shares.get().done == 1
    decide(pair=pair, decision="open", by=member)
    assert run.shares.get().done == 0


def test_everybody_signs_their_own_part_and_says_why_something_stays(
    people: list[int], manager: User, member: User
) -> None:
    run = _dealt(_schedule(manager, member), manager)
    share = run.shares.get()
    with pytest.raises(NotAllowed):
        sign_share(share=share, note="x", by=manager)
    with pytest.raises(ValidationError):
        sign_share(share=share, by=member)
    assert sign_share(share=share, note="آن‌ها تلفن ندارند", by=member).signed_at
    assert own_due(member) == []


def test_the_manager_signs_off_and_the_numbers_afterwards_are_measured(
    people: list[int], manager: User, member: User, administrator: User
) -> None:
    run = _dealt(_schedule(manager, member), manager)
    with pytest.raises(NotAllowed):
        sign_run(run=run, note="x", by=member)
    with pytest.raises(ValidationError):
        sign_run(run=run, by=manager)
    sign_run(run=run, note="بقیه ماه آینده", by=manager)
    run_all()
    run.refresh_from_db()
    assert (run.state, run.after["person"]["records"]) == (Run.State.SIGNED, 6)
    assert Measurement.objects.filter(record_type="person").exists()
    (month,) = months(administrator)
    assert (month.dealt, month.waiting_after) == (run.items, month.waiting_before)
    with pytest.raises(ValidationError):
        sign_run(run=run, note="x", by=manager)


def test_there_is_one_run_a_month_unless_it_was_cancelled(people: list[int], manager: User, member: User) -> None:
    schedule = _schedule(manager, member)
    run = _dealt(schedule, manager)
    with pytest.raises(ValidationError):
        start_run(schedule=schedule, by=manager)
    cancel_run(run=run, by=manager)
    assert waiting_count(member) == 0
    assert _dealt(schedule, manager).state == Run.State.OPEN


def test_dealing_can_be_stopped_while_it_waits(people: list[int], manager: User, member: User) -> None:
    run = start_run(schedule=_schedule(manager, member), by=manager)
    cancel(job=run.job)
    run.refresh_from_db()
    assert run.state == Run.State.CANCELLED


def test_dealing_that_broke_off_begins_again_and_deals_once(people: list[int], manager: User, member: User) -> None:
    run = start_run(schedule=_schedule(manager, member), by=manager)
    share = Share.objects.create(run=run, user=member, dealt=1)
    Assignment.objects.create(run=run, share=share, record_type="person", record_id=people[0], group="incomplete")
    run_all()
    run.refresh_from_db()
    assert run.items == run.assignments.count()
    _counts_hold(run)


def test_when_somebody_leaves_the_others_get_what_they_may_see(
    people: list[int], manager: User, member: User, stranger: User
) -> None:
    run = _dealt(_schedule(manager, member, stranger), manager)
    leaver = run.shares.get(user=member)
    assert deal_anew(share=leaver, by=manager) == leaver.open
    leaver.refresh_from_db()
    assert (leaver.dealt, leaver.left_at is not None) == (leaver.done, True)
    assert run.shares.get(user=stranger).dealt == run.items
    _counts_hold(run)
    with pytest.raises(ValidationError):
        deal_anew(share=leaver, by=manager)


def test_its_day_begins_a_run_and_the_daily_round_reminds(
    people: list[int], manager: User, member: User, settings: object
) -> None:
    schedule = _schedule(manager, member)
    today = timezone.localdate()
    Schedule.objects.filter(pk=schedule.pk).update(next_on=today)
    _daily()
    run_all()
    run = Run.objects.get()
    assert (run.started_by, run.when, run.state) == (None, Month.of(today), Run.State.OPEN)
    schedule.refresh_from_db()
    assert schedule.next_on > today
    _daily()
    assert mail.outbox == []

    settings.EMAIL_HOST = "mail.example.com"  # type: ignore[attr-defined]
    Run.objects.filter(pk=run.pk).update(due_on=today + timedelta(days=3))
    _daily()
    _daily()
    assert [letter.to for letter in mail.outbox] == [[member.email]]
    (due,) = own_due(member)
    assert (due.days, due.is_urgent) == (3, True)
    Run.objects.filter(pk=run.pk).update(due_on=today - timedelta(days=1))
    Share.objects.update(reminded_on=None)
    _daily()
    assert len(mail.outbox) == 2


def test_whoever_is_shut_out_leaves_the_run(people: list[int], manager: User, member: User, stranger: User) -> None:
    run = _dealt(_schedule(manager, member, stranger), manager)
    User.objects.filter(pk=member.pk).update(is_active=False)
    _daily()
    assert run.shares.get(user=member).left_at
    assert run.shares.get(user=stranger).dealt == run.items


def test_a_member_sees_their_part_and_no_numbers_of_others(
    people: list[int], manager: User, member: User, stranger: User
) -> None:
    run = _dealt(_schedule(manager, member, stranger), manager)
    Setting.objects.create(name="visibility.member", value="own")
    view = run_view(member, run.uid)
    assert [share.user for share in view.shares] == [member]
    assert (view.before, view.month.quality_before) == ({}, None)
    page = task_page(member, view.shares[0])
    assert {task.record.pk for task in page.tasks} == {*people[4:]}
    assert page.hidden == len(Assignment.objects.filter(share=view.shares[0]).exclude(record_id__in=people[4:]))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": 32}, "day"),
        ({"classes": []}, "classes"),
        ({"classes": ["other"]}, "classes"),
        ({"at_most": 0}, "at_most"),
        ({"days": 61}, "days"),
        ({"remind": [-1]}, "remind"),
        ({"name": " "}, "name"),
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused(
    manager: User, member: User, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        _schedule(manager, member, **wrong)
    assert list(refused.value.message_dict) == [field]


def test_who_may_not_edit_takes_no_part(manager: User, reader: User, member: User) -> None:
    with pytest.raises(ValidationError):
        _schedule(manager, reader)
    with pytest.raises(ValidationError):
        _schedule(manager)
    with pytest.raises(NotAllowed):
        _schedule(member, member)
    off = change_schedule(schedule=_schedule(manager, member), is_active=False, by=manager)
    Schedule.objects.filter(pk=off.pk).update(next_on=timezone.localdate())
    _daily()
    assert not Run.objects.exists()


def test_who_sees_the_team_runs_it_for_the_team(
    people: list[int], administrator: User, manager: User, member: User, stranger: User
) -> None:
    Setting.objects.create(name="visibility.manager", value="team")
    with pytest.raises(ValidationError) as refused:
        _schedule(manager, member, stranger)
    assert stranger.name in refused.value.message_dict["people"][0]
    theirs = _dealt(_schedule(administrator, member, stranger), administrator)
    assert [schedules(manager).count(), run_view(manager, theirs.uid).month.run] == [0, theirs]
    for attempt in (sign_run, cancel_run):
        with pytest.raises(NotAllowed):
            attempt(run=theirs, by=manager)
    own = _dealt(_schedule(manager, member), manager)
    assert sign_run(run=own, note="بس است", by=manager).state == Run.State.SIGNED


def test_a_run_that_was_signed_meanwhile_is_not_dealt(people: list[int], manager: User, member: User) -> None:
    run = begin(_schedule(manager, member), timezone.localdate())
    Run.objects.filter(pk=run.pk).update(state=Run.State.CANCELLED)
    (job,) = run_all()
    assert job.state == "failed"
    assert not Assignment.objects.exists()
    assert "maintenance.deal" in tasks()


def test_what_was_decided_is_done_and_what_was_put_off_is_not_dealt(
    people: list[int], manager: User, member: User
) -> None:
    first, second = Issue.objects.filter(group="incomplete").order_by("id")[:2]
    until = timezone.localdate() + timedelta(days=40)
    handle(record_type="person", targets=[_target(first)], wish=Wish("snoozed", until), by=member)
    run = _dealt(_schedule(manager, member), manager)
    assert not run.assignments.filter(record_id=first.record_id, fact=first.fact).exists()
    handle(record_type="person", targets=[_target(second)], wish=Wish("dismissed"), by=member)
    assert run.shares.get().done == 1


def test_a_field_that_is_wrong_twice_in_the_same_way_is_dealt_once(enter: Enter, manager: User, member: User) -> None:
    fault = {"code": "mobile_length", "proposal": ""}
    enter(given_name="x", **{"fault:mobile": [{**fault, "raw": "0912"}, {**fault, "raw": "0913"}]})
    assert Issue.objects.filter(code="mobile_length").count() == 2
    run = _dealt(_schedule(manager, member, classes=["invalid"]), manager)
    assert run.items == 1


def _target(issue: Issue) -> Target:
    return Target(issue.record_id, issue.fact, issue.code, issue.raw)
