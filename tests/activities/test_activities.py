"""What happens with customers is logged and planned, and everything that follows from it is true at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.activities.actions.activities import Next, cancel, delete, edit, finish, log, plan, postpone, reopen
from zolal.activities.actions.attendees import Attending
from zolal.activities.actions.many import finish_many, hand_over, postpone_many
from zolal.activities.last import last_signals
from zolal.activities.models import Activity, Signal
from zolal.activities.queries.activities import visible_activities
from zolal.activities.search import search_condition
from zolal.core.ledger import Stale
from zolal.core.models import Change, Setting
from zolal.people.actions.bulk import delete_records, erase_record
from zolal.people.models import Company, Person
from zolal.quality.actions.merges import merge_records, undo_merge

pytestmark = pytest.mark.django_db

Enter = Callable[..., Person]
DAY = timedelta(days=1)


def last_activity(person: Person) -> object:
    return Person.objects.get(pk=person.pk).last_activity_on


def test_a_logged_call_that_was_answered_is_a_sign_of_life_and_the_last_activity(enter: Enter, member: User) -> None:
    sara = enter(given_name="سارا")
    done = log(kind="call", given={"person": sara, "outcome": "answered", "body": "قیمت خواست"}, by=member)
    assert done.activity.done_at
    assert done.activity.owner == member
    assert done.activity.team == member.team
    assert last_activity(sara) == timezone.localdate()
    assert last_signals("person", [sara.pk])[sara.pk].call_answered == timezone.localdate()
    undo_action(action=done.action, by=member)
    assert last_activity(sara) is None
    assert not Activity.objects.exists()
    assert not Signal.objects.exists()
    assert not last_signals("person", [sara.pk])


def test_a_call_in_vain_is_no_contact_until_its_outcome_is_corrected(enter: Enter, member: User) -> None:
    sara = enter(given_name="سارا")
    call = log(kind="call", given={"person": sara, "outcome": "not_answered"}, by=member).activity
    assert last_activity(sara) is None
    assert Signal.objects.get().kind == "call_unanswered"
    edit(activity=call, given={"outcome": "answered"}, by=member)
    assert last_activity(sara) == timezone.localdate()
    assert Signal.objects.get().kind == "call_answered"


def test_what_a_file_told_of_the_last_activity_stays_unless_a_later_one_comes(enter: Enter, member: User) -> None:
    sara = enter(given_name="سارا", last_activity_on="2020-01-01")
    first = log(kind="call", given={"person": sara, "outcome": "answered", "at": timezone.now() - 400 * DAY}, by=member)
    second = log(kind="meeting", given={"person": sara, "outcome": "held"}, by=member)
    undo_action(action=second.action, by=member)
    assert last_activity(sara) == timezone.localdate(first.activity.at)
    delete(activity=first.activity, by=member)
    other = enter(given_name="علی", last_activity_on=str(timezone.localdate()))
    log(kind="call", given={"person": other, "outcome": "answered", "at": timezone.now() - DAY}, by=member)
    assert last_activity(other) == timezone.localdate()


def test_a_plan_is_finished_with_what_follows_and_goes_back_as_one(enter: Enter, member: User) -> None:
    sara = enter(given_name="سارا")
    at = timezone.now() + 2 * DAY
    planned = plan(kind="call", given={"person": sara, "at": at, "title": "پیگیری"}, by=member).activity
    assert planned.is_open
    done = finish(activity=planned, by=member, outcome="busy", then=Next("call", at + DAY, "دوباره"))
    assert done.activity.outcome == "busy"
    assert done.activity.at <= timezone.now()
    assert done.next
    assert done.next.is_open
    assert done.next.person_id == sara.pk
    undo_action(action=done.action, by=member)
    assert Activity.objects.get() == planned
    assert Activity.objects.get().is_open


def test_reopen_cancel_postpone(member: User) -> None:
    now = timezone.now()
    task = plan(
        kind="task", given={"title": "فاکتور", "at": now, "until": now + timedelta(hours=1)}, by=member
    ).activity
    later = postpone(activity=task, to=now + 3 * DAY, by=member).activity
    assert later.until - later.at == timedelta(hours=1)
    assert cancel(activity=task, by=member, because="لازم نیست").activity.outcome == "cancelled"
    with pytest.raises(ValidationError):
        postpone(activity=task, to=now + DAY, by=member)
    assert reopen(activity=task, by=member).activity.is_open


@pytest.mark.parametrize(
    ("kind", "given", "field"),
    [
        ("dance", {}, "kind"),
        ("call", {"outcome": "held"}, "outcome"),
        ("call", {"at": timezone.now() + DAY}, "at"),
        ("call", {"at": "yesterday"}, "at"),
        ("visit", {"body": "انبار پر بود"}, "words"),
        ("note", {"title": "x" * 301}, "title"),
        ("visit", {"latitude": 91}, "latitude"),
        ("meeting", {"at": timezone.now() - DAY, "until": timezone.now() - 2 * DAY}, "until"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(kind: str, given: dict, field: str, member: User) -> None:
    with pytest.raises(ValidationError) as refused:
        log(kind=kind, given=given, by=member)
    assert field in refused.value.message_dict
    assert not Activity.objects.exists()


def test_the_second_editor_of_a_field_is_told(member: User) -> None:
    note = log(kind="note", given={"body": "یک"}, by=member).activity
    edit(activity=note, given={"body": "دو"}, by=member, version=note.version)
    edit(activity=note, given={"pinned": True}, by=member, version=note.version)
    with pytest.raises(Stale):
        edit(activity=note, given={"body": "سه"}, by=member, version=note.version)


def test_who_attends_a_meeting_goes_and_comes_with_it(enter: Enter, member: User, manager: User) -> None:
    sara, ali = enter(given_name="سارا"), enter(given_name="علی")
    done = log(kind="meeting", given={"person": sara}, by=member, attending=Attending([ali], [manager]))
    edit(activity=done.activity, given={}, by=member, attending=Attending([ali]))
    assert [one.person for one in done.activity.attendees.all()] == [ali]
    action = delete(activity=done.activity, by=member)
    undo_action(action=action, by=member)
    assert Activity.objects.get().attendees.count() == 1
    fresh = log(kind="meeting", given={"person": sara}, by=member, attending=Attending([ali]))
    undo_action(action=fresh.action, by=member)
    assert Activity.objects.count() == 1


def test_an_activity_belongs_to_the_company_of_its_person(enter: Enter, member: User) -> None:
    company = enter("company", name="آریا")
    sara = enter(given_name="سارا", company=company.pk)
    log(kind="call", given={"person": sara, "outcome": "answered"}, by=member)
    assert Activity.objects.get().company_id == company.pk
    assert Company.objects.get(pk=company.pk).last_activity_on == timezone.localdate()


def test_activities_follow_a_merge_and_come_back(enter: Enter, administrator: User) -> None:
    one, two = enter(given_name="سارا", family_name="کریمی"), enter(given_name="سارا", family_name="کریمی")
    log(kind="call", given={"person": two, "outcome": "answered"}, by=administrator)
    merge = merge_records(record_type="person", keep_id=one.pk, absorb_id=two.pk, by=administrator)
    assert Activity.objects.get().person_id == Signal.objects.get().person_id == one.pk
    assert last_activity(one) == timezone.localdate()
    undo_merge(merge=merge, by=administrator)
    assert Activity.objects.get().person_id == Signal.objects.get().person_id == two.pk
    assert last_activity(one) is None


def test_activities_leave_with_their_person_and_nothing_is_kept_of_who_is_erased(
    enter: Enter, administrator: User
) -> None:
    company = enter("company", name="آریا")
    sara = enter(given_name="سارا", company=company.pk)
    log(kind="note", given={"person": sara, "body": "رازی"}, by=administrator)
    action = delete_records(record_type="person", ids=[sara.pk], by=administrator)
    assert not Activity.objects.exists()
    undo_action(action=action, by=administrator)
    assert Activity.objects.get().body == "رازی"
    erase_record(record_type="person", record_id=sara.pk, by=administrator)
    assert not Activity.objects.exists()
    assert not Change.objects.filter(record_type="activity").exists()


def test_a_company_that_leaves_leaves_its_people_their_activities(enter: Enter, administrator: User) -> None:
    company = enter("company", name="آریا")
    sara = enter(given_name="سارا", company=company.pk)
    log(kind="note", given={"person": sara, "body": "یک"}, by=administrator)
    log(kind="note", given={"company": company, "body": "دو"}, by=administrator)
    action = delete_records(record_type="company", ids=[company.pk], by=administrator)
    assert Activity.objects.get().company is None
    undo_action(action=action, by=administrator)
    assert set(Activity.objects.values_list("company_id", flat=True)) == {company.pk}


def test_texts_are_found_whichever_way_they_are_typed(member: User) -> None:
    log(kind="visit", given={"words": "قيمت‌ها بالاست", "body": "انبار خالی"}, by=member)
    for text in ("قیمت", "انبار", "بال", "ان خالی"):
        assert Activity.objects.filter(search_condition(text)).exists(), text
    assert not Activity.objects.filter(search_condition("فاکتور")).exists()


def test_who_sees_only_their_own_sees_what_belongs_to_it(
    enter: Enter, member: User, stranger: User, administrator: User
) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    mine = enter(given_name="سارا", owner=member.pk)
    other = enter(given_name="علی", owner=administrator.pk)
    of_mine = log(kind="call", given={"person": mine}, by=administrator).activity
    of_other = log(kind="call", given={"person": other}, by=administrator).activity
    attended = log(
        kind="meeting", given={"person": other}, by=administrator, attending=Attending((), [member])
    ).activity
    task = plan(kind="task", given={"title": "کار"}, by=member).activity
    assert set(visible_activities(member)) == {of_mine, attended, task}
    assert not visible_activities(stranger).exists()
    with pytest.raises(Activity.DoesNotExist):
        edit(activity=of_mine, given={"body": "x"}, by=member)
    with pytest.raises(ValidationError):
        log(kind="call", given={"person": other}, by=member)
    assert of_other.version == Activity.objects.get(pk=of_other.pk).version


def test_who_only_reads_writes_nothing(reader: User) -> None:
    with pytest.raises(NotAllowed):
        log(kind="note", given={"body": "x"}, by=reader)


def test_many_at_once_are_taken_back_at_once(enter: Enter, member: User, manager: User) -> None:
    late = plan(kind="call", given={"person": enter(given_name="سارا"), "at": timezone.now() - 3 * DAY}, by=member)
    task = plan(kind="task", given={"title": "کار"}, by=member)
    both = [late.activity, task.activity]
    postpone_many(activities=both, days=2, by=member)
    assert {timezone.localdate(at) for at in Activity.objects.values_list("at", flat=True)} == {
        timezone.localdate() + 2 * DAY
    }
    hand_over(activities=both, to=manager, by=manager)
    assert set(Activity.objects.values_list("owner_id", flat=True)) == {manager.pk}
    action = finish_many(activities=both, by=manager)
    assert not Activity.objects.filter(done_at=None).exists()
    undo_action(action=action, by=manager)
    assert Activity.objects.filter(done_at=None).count() == 2
