"""Whose days somebody sees, what is due, and which days are off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.calendar.conftest import Enter, Plan, moment
from zolal.accounts.actions.settings import change_setting
from zolal.accounts.models import RoleRights, User
from zolal.accounts.permissions import NotAllowed
from zolal.activities.actions.activities import finish, plan
from zolal.activities.actions.attendees import Attending
from zolal.calendar.actions.events import take_events
from zolal.calendar.actions.holidays import drop_holiday, set_holiday
from zolal.calendar.actions.moving import move
from zolal.calendar.actions.visits import plan_visits, reorder
from zolal.calendar.models import Holiday
from zolal.calendar.queries.day import TODAY, my_day
from zolal.calendar.queries.days import days_of
from zolal.calendar.queries.holidays import holidays
from zolal.calendar.queries.hours import hours
from zolal.calendar.queries.planned import planned
from zolal.calendar.queries.todo import MOST_LATE, due_count, to_do
from zolal.calendar.queries.visits import candidates, shortest_order, stops
from zolal.calendar.queries.whose import ME, Unseen, Whose, whose
from zolal.core.ledger import undo
from zolal.core.models import Action, Setting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("scope", "sees"), [("all", True), ("team", False), ("own", False)])
def test_a_stranger_looks_as_far_as_their_role_sees(
    scope: str, sees: bool, member: User, stranger: User, administrator: User
) -> None:
    change_setting(name="visibility.member", value=scope, by=administrator)
    for code in (f"team:{member.team_id}", f"user:{member.uid}"):
        if sees:
            assert whose(stranger, code).code == code
        else:
            with pytest.raises(Unseen):
                whose(stranger, code)
    assert whose(stranger, "").code == ME


def test_a_colleague_of_the_team_is_seen_but_not_a_customer_of_others(
    member: User, manager: User, stranger: User, put: Plan, enter: Enter
) -> None:
    Setting.objects.create(name="visibility.manager", value="team")
    hidden = enter(given_name="پنهان", owner=stranger.pk)
    put("visit", timezone.localdate(), "10:30", person=hidden, by=member)
    today = timezone.localdate()
    (entry,) = planned(manager, whose(manager, f"user:{member.uid}"), today, today).entries
    assert (entry.customer, entry.is_hidden) == (None, True)


def test_a_meeting_one_only_takes_part_in_stands_in_ones_calendar(member: User, stranger: User) -> None:
    at = moment(f"{timezone.localdate()} 12:00")
    plan(kind="meeting", given={"at": at, "title": "همه"}, attending=Attending(users=[stranger]), by=member)
    today = timezone.localdate()
    assert [one.activity.title for one in planned(stranger, Whose(ME, user=stranger), today, today).entries] == ["همه"]


def test_what_goes_over_midnight_stands_on_both_days(member: User, put: Plan) -> None:
    today = timezone.localdate()
    put("visit", today, "22:00", until=moment(f"{today + timedelta(days=1)} 02:00"))
    found = days_of(member, Whose(ME, user=member), today, today + timedelta(days=2), each=9).entries
    assert {day: len(entries) for day, entries in found.items()} == {today: 1, today + timedelta(days=1): 1}
    assert planned(member, Whose(ME, user=member), today + timedelta(days=1), today + timedelta(days=2)).entries


def test_a_day_too_full_for_a_calendar_shows_what_is_still_to_be_done_and_counts_the_rest(
    member: User, put: Plan
) -> None:
    today = timezone.localdate()
    for hour in range(3):
        finish(activity=put("task", today, f"0{hour}:00", title=f"done {hour}"), by=member)
    for hour in (12, 14):
        put("task", today, f"{hour}:00", title=f"open {hour}")
    put("task", today + timedelta(days=1))
    found = days_of(member, Whose(ME, user=member), today, today + timedelta(days=6), each=3)
    assert [one.activity.title for one in found.entries[today]] == ["done 0", "open 12", "open 14"]
    assert (dict(found.more), found.is_cut) == ({today: 2}, False)


def test_what_is_due_is_counted_and_grouped_by_when(member: User, put: Plan) -> None:
    today = timezone.localdate()
    for days in (-3, 0, 1, 40):
        put("task", today + timedelta(days=days))
    plan(kind="task", given={"title": "روزی"}, by=member)
    found = to_do(member, Whose(ME, user=member))
    assert {name: len(entries) for name, entries in found.groups.items()} == {
        "late": 1, "today": 1, "tomorrow": 1, "later": 1, "no_day": 1,
    }  # fmt: skip
    assert due_count(member) == 2


def test_what_is_late_for_long_does_not_hide_today(member: User, put: Plan) -> None:
    today = timezone.localdate()
    for days in range(MOST_LATE + 2):
        put("task", today - timedelta(days=days + 1), title=f"{days + 1} days late")
    put("task", today)
    found = to_do(member, Whose(ME, user=member))
    late = [one.activity.title for one in found.groups["late"]]
    assert (len(late), late[0], late[-1]) == (MOST_LATE, f"{MOST_LATE} days late", "1 days late")
    assert (len(found.groups["today"]), found.is_cut) == (1, True)


def test_a_full_day_shows_what_is_still_to_be_done(member: User, put: Plan) -> None:
    today = timezone.localdate()
    for hour in range(3):
        finish(activity=put("task", today, f"0{hour}:00"), by=member)
    for minute in range(TODAY - 1):
        put("task", today, f"12:{minute:02}")
    found = my_day(member)
    assert [one.activity.done_at is None for one in found.shown] == [False] + [True] * (TODAY - 1)
    assert (len(found.today), found.left, found.done) == (TODAY + 2, TODAY - 1, 3)


def test_my_day_names_the_planned_calls_first_and_then_who_is_silent(member: User, put: Plan, enter: Enter) -> None:
    def somebody(name: str, **facts: object) -> object:
        number = {"kind": "mobile", "value": "09121234567", "key": f"+98912{len(name):07}", "label": "", "position": 0}
        return enter(given_name=name, owner=member.pk, points=[number], **facts)

    silent = somebody("خاموش", last_activity_on=(timezone.localdate() - timedelta(days=60)).isoformat())
    somebody("تازه‌دیده", last_activity_on=timezone.localdate().isoformat())
    put("call", timezone.localdate(), "09:00", person=somebody("منتظر"))
    put("visit", timezone.localdate() + timedelta(days=2), "09:00", person=silent)
    found = my_day(member)
    assert [one.record.name for one in found.calls] == ["منتظر"]  # for the silent one a visit is planned
    assert [one.customer.name for one in found.visits if one.customer] == ["خاموش"]


def test_the_company_says_what_is_off_and_an_undo_takes_it_back(administrator: User, member: User) -> None:
    nowruz, bridge = date(2026, 3, 21), date(2026, 4, 4)
    set_holiday(day=nowruz, is_off=False, by=administrator)
    set_holiday(day=bridge, name="پل", by=administrator)
    found = holidays(date(2026, 3, 20), bridge)
    assert not hours().is_off(nowruz, found[nowruz])
    assert hours().is_off(bridge, found[bridge])
    assert hours().is_off(date(2026, 4, 3), None)  # a Friday
    undo(action=Action.objects.latest("pk"), by=administrator)
    assert bridge not in holidays(bridge, bridge)
    drop_holiday(holiday=Holiday.objects.get(), by=administrator)
    assert holidays(nowruz, nowruz)[nowruz].is_off
    with pytest.raises(NotAllowed):
        set_holiday(day=bridge, name="پل", by=member)
    for wrong in ({"name": ""}, {"is_off": False}):
        with pytest.raises(ValidationError):
            set_holiday(day=bridge, **wrong, by=administrator)


def test_a_whole_day_becomes_an_hour_and_an_hour_a_whole_day(member: User, put: Plan) -> None:
    task, day = put("task", timezone.localdate()), timezone.localdate() + timedelta(days=1)
    moved = move(activity=task, day=day, at=moment(f"{day} 14:30").time(), by=member).activity
    assert (moved.at, bool(moved.all_day)) == (moment(f"{day} 14:30"), False)
    assert move(activity=moved, day=day, at=None, by=member).activity.all_day


def test_visits_go_by_the_shortest_way_and_keep_their_gaps(member: User, enter: Enter, put: Plan) -> None:
    day = timezone.localdate() + timedelta(days=1)
    places = {"کرج": (35.83, 50.99), "اصفهان": (32.65, 51.67), "تهران": (35.70, 51.40), "قم": (34.64, 50.88)}
    people = [enter(given_name=name, owner=member.pk) for name in places]
    plan_visits(customers=people, day=day, begins=moment(f"{day} 08:00").time(), minutes=60, way=30, by=member)
    for person, (south, east) in zip(people, places.values(), strict=True):  # met there before
        put("visit", timezone.localdate() - timedelta(days=30), "10:00", person=person, latitude=south, longitude=east)
    found = stops(member, Whose(ME, user=member), day)
    assert found[1].km == pytest.approx(358, rel=0.02)
    reorder(day=day, order=shortest_order(found), by=member)
    found = stops(member, Whose(ME, user=member), day)
    assert [one.entry.customer.name for one in found if one.entry.customer] == ["کرج", "تهران", "قم", "اصفهان"]
    assert [f"{one.entry.starts:%H:%M}" for one in found] == ["08:00", "09:30", "11:00", "12:30"]
    with pytest.raises(ValidationError):
        plan_visits(customers=people, day=day, begins=moment(f"{day} 23:00").time(), by=member)


def test_who_was_visited_lately_is_not_proposed(member: User, enter: Enter, put: Plan) -> None:
    lately, long_ago = enter(given_name="تازه", city="یزد"), enter(given_name="دیر", city="یزد")
    for person, days in ((lately, 5), (long_ago, 200)):
        visit = put("visit", timezone.localdate() - timedelta(days=days), "10:00", person=person)
        type(visit).objects.filter(pk=visit.pk).update(done_at=visit.at)
    found, more = candidates(user=member, record_type="person", query={"city": "یزد"}, silent_days=90)
    assert ([one.record.name for one in found], more) == (["دیر"], False)
    assert found[0].last


def test_events_of_a_file_are_planned_with_the_guest_whom_we_know(member: User, enter: Enter) -> None:
    email = {"kind": "email", "value": "sara@example.com", "key": "sara@example.com", "label": "", "position": 0}
    sara = enter(given_name="سارا", points=[email])
    day = timezone.localdate() + timedelta(days=3)
    lines = ["BEGIN:VCALENDAR"]
    for uid, rule, on in (
        ("a", "", day),
        ("b", "RRULE:FREQ=WEEKLY", day - timedelta(days=70)),
        ("c", "", day - timedelta(days=9)),
    ):
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART;VALUE=DATE:{on:%Y%m%d}", rule, "SUMMARY:جلسه",
                  "ATTENDEE:mailto:sara@example.com", "END:VEVENT"]  # fmt: skip
    data = "\r\n".join([*lines, "END:VCALENDAR"]).encode()
    taken = take_events(data=data, filename="c.ics", by=member)
    assert (taken.added, taken.over, taken.refused) == (2, 1, 0)
    found = planned(member, Whose(ME, user=member), day, day + timedelta(days=6)).entries
    assert [(one.activity.person, bool(one.activity.all_day)) for one in found] == [(sara, True), (sara, True)]
    assert (take_events(data=data, filename="c.ics", by=member).added, due_count(member)) == (0, 0)
    undo(action=taken.action, by=member)
    assert take_events(data=data, filename="c.ics", by=member).added == 2


def test_what_a_role_does_not_see_of_a_customer_stands_nowhere_in_its_calendar(
    member: User, enter: Enter, put: Plan
) -> None:
    number = {"kind": "mobile", "value": "09121234567", "key": "+989121234567", "label": "", "position": 0}
    sara = enter(given_name="سارا", city="یزد", address="کوچه پنهان", points=[number], owner=member.pk)
    day = timezone.localdate()
    put("call", day, "09:00", person=sara)
    put("visit", day, "10:00", person=sara)
    (stop,), (call,) = stops(member, Whose(ME, user=member), day), my_day(member).calls
    assert (stop.number, stop.address, call.number) == ("+989121234567", "یزد، کوچه پنهان", "+989121234567")
    RoleRights.objects.create(
        key=member.role, base=member.role, fields={"person": {"mobile": "masked", "address": "hidden"}}
    )
    member = User.objects.get(pk=member.pk)
    (stop,), (call,) = stops(member, Whose(ME, user=member), day), my_day(member).calls
    assert (stop.number, stop.address, call.number) == ("", "یزد", "")
    plan_visits(customers=[sara], day=day + timedelta(days=1), begins=moment(f"{day} 09:00").time(), by=member)
    assert "پنهان" not in stops(member, Whose(ME, user=member), day + timedelta(days=1))[0].entry.activity.place
