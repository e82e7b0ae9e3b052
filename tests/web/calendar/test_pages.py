"""The calendar, its entries, tasks, visits and files as a user sees them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.calendar.conftest import Enter, Plan
from tests.web.conftest import Browse
from zolal.accounts.actions.settings import change_setting
from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.calendar.queries.planned import Entry
from zolal.calendar.queries.visits import Stop
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.models import Person
from zolal.web.templatetags.planner import maps

pytestmark = pytest.mark.django_db


@pytest.fixture
def ali(enter: Enter, member: User) -> Person:
    number = {"kind": "mobile", "value": "09121234567", "key": "+989121234567", "label": "", "position": 0}
    facts = {"given_name": "علی", "family_name": "نوری", "city": "یزد", "owner": member.pk, "points": [number]}
    return enter(**facts)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_visit_stands_in_every_view_with_its_customer(
    browse: Browse, member: User, put: Plan, ali: Person, language: str
) -> None:
    member.language = language
    member.save()
    put("visit", timezone.localdate(), "10:30", person=ali, title="بازدید")
    put("task", timezone.localdate())
    for view in ("day", "week", "month", "agenda"):
        page = browse(member).get(reverse("calendar"), {"view": view}).content.decode()
        assert "\u2068علی نوری\u2069 · \u2068بازدید\u2069" in page
        assert ("۱۰:۳۰" if language == "fa" else "10:30") in page


def test_an_empty_hour_becomes_a_meeting(browse: Browse, member: User, ali: Person) -> None:
    client, today = browse(member), timezone.localdate()
    asked = {"day": today.isoformat(), "minute": "630", "customer": f"person:{ali.uid}"}
    form = client.get(reverse("calendar-plan"), asked, headers={"hx-request": "true"}).content.decode()
    assert "علی نوری" in form
    sent = {"kind": "meeting", "customer_name": "علی نوری", "customer": f"person:{ali.uid}", "title": "قرارداد",
            "day": today.isoformat(), "time": "۱۰:۳۰", "minutes": "30"}  # fmt: skip
    answer = client.post(reverse("calendar-plan"), sent, headers={"hx-request": "true"})
    assert answer.headers["HX-Redirect"] == reverse("calendar")
    made = Activity.objects.get()
    assert (made.person, made.owner, timezone.localtime(made.at).hour) == (ali, member, 10)
    assert made.until - made.at == timedelta(minutes=30)


def test_what_makes_no_sense_is_told_beside_its_field(browse: Browse, member: User) -> None:
    sent = {"kind": "meeting", "customer_name": "کسی", "time": "99:99", "repeat": "weekly"}
    answer = browse(member).post(reverse("calendar-plan"), sent)
    assert answer.status_code == 422
    assert {"customer_name", "time", "day"} <= set(answer.context["form"].errors)


def test_dragged_to_another_hour_it_is_as_long_as_it_was(browse: Browse, member: User, put: Plan) -> None:
    today = timezone.localdate()
    visit = put("visit", today, "10:30")
    client, tomorrow = browse(member), today + timedelta(days=1)
    sent = {"uid": str(visit.uid), "day": tomorrow.isoformat(), "minute": "600", "version": "1"}
    assert client.post(reverse("calendar-move"), sent).status_code == 302
    visit.refresh_from_db()
    assert timezone.localtime(visit.at).strftime("%d %H:%M") == f"{tomorrow:%d} 10:00"
    # Who still sees the old version is told instead of overwriting.
    assert client.post(reverse("calendar-move"), sent | {"minute": "900"}).status_code == 422
    assert client.post(reverse("calendar-move"), sent | {"minute": "all", "version": "2"}).status_code == 302
    visit.refresh_from_db()
    assert visit.all_day


def test_a_stranger_neither_sees_nor_moves_what_is_not_theirs(
    browse: Browse, member: User, stranger: User, administrator: User, put: Plan
) -> None:
    change_setting(name="visibility.member", value="team", by=administrator)
    visit = put("visit", timezone.localdate(), "10:30", title="محرمانه")
    client = browse(stranger)
    for whose in ("me", f"user:{member.uid}", f"team:{member.team_id}"):
        assert "محرمانه" not in client.get(reverse("calendar"), {"whose": whose}).content.decode()
    assert client.get(reverse("calendar-event", args=[visit.uid])).status_code == 404
    assert client.post(reverse("calendar-done", args=[visit.uid])).status_code == 404
    assert "محرمانه" in browse(administrator).get(reverse("calendar"), {"whose": f"user:{member.uid}"}).content.decode()


def test_a_task_is_ticked_off_and_put_off_in_one_click(browse: Browse, member: User, put: Plan) -> None:
    client, today = browse(member), timezone.localdate()
    late, other = put("task", today - timedelta(days=3), title="دیر"), put("task", today, "09:00", title="امروز")
    page = client.get(reverse("tasks"))
    assert [name for name, _label, _entries in page.context["groups"]] == ["late", "today"]
    client.post(reverse("calendar-done", args=[late.uid]), {"outcome": "done", "back": reverse("tasks")})
    client.post(reverse("calendar-later", args=[other.uid]), {"days": "1", "back": reverse("tasks")})
    page = client.get(reverse("tasks"))
    assert [name for name, _label, _entries in page.context["groups"]] == ["tomorrow"]
    assert not Activity.objects.filter(pk=late.pk, done_at=None).exists()


def test_visits_are_planned_for_a_day_and_reordered(browse: Browse, member: User, ali: Person, enter: Enter) -> None:
    client, day = browse(member), timezone.localdate() + timedelta(days=1)
    other = enter(given_name="مریم", family_name="کریمی", city="یزد", owner=member.pk)
    assert "علی نوری" in client.get(reverse("visits")).content.decode()
    sent = {"type": "person", "customer": [f"person:{ali.uid}", f"person:{other.uid}"], "day": day.isoformat(),
            "begins": "9", "minutes": "45", "way": "15"}  # fmt: skip
    answer = client.post(reverse("visits-plan"), sent)
    assert answer.url == f"{reverse('route')}?day={day}"
    assert [one.entry.activity.person for one in client.get(answer.url).context["stops"]] == [ali, other]
    client.post(reverse("route-order"), {"day": day.isoformat(), "at": "1", "move": "earlier"})
    stops = client.get(answer.url).context["stops"]
    assert [one.entry.activity.person for one in stops] == [other, ali]
    assert [f"{one.entry.starts:%H:%M}" for one in stops] == ["09:00", "10:00"]


def test_a_file_of_another_calendar_is_taken_in_once(browse: Browse, member: User) -> None:
    day = timezone.localdate() + timedelta(days=2)
    event = f"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:جلسه\r\nDTSTART:{day:%Y%m%d}T060000Z\r\nEND:VEVENT\r\n"
    text = f"BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n"
    client = browse(member)
    for _again in range(2):
        sent = {"file": SimpleUploadedFile("c.ics", text.encode()), "kind": "meeting"}
        assert client.post(reverse("calendar-import"), sent).status_code == 302
    assert Activity.objects.get().title == "جلسه"
    refused = client.post(reverse("calendar-import"), {"file": SimpleUploadedFile("c.ics", b"PK"), "kind": "call"})
    assert refused.status_code == 422


def test_what_each_visit_or_event_needs_is_asked_once_for_all(
    browse: Browse, administrator: User, member: User, ali: Person
) -> None:
    for kind in ("visit", "meeting", "task"):
        create_custom_field(
            record_type="activity", kind="text", label_fa=f"هدف {kind}", key=f"aim_{kind}", required=True,
            when_field="kind", when_values=[kind], by=administrator,
        )  # fmt: skip
    client, day = browse(member), timezone.localdate() + timedelta(days=1)
    assert "own:aim_visit" in (page := client.get(reverse("visits")).content.decode())
    assert "own:aim_meeting" not in page
    sent = {"type": "person", "customer": f"person:{ali.uid}", "day": day.isoformat(), "begins": "9", "minutes": "45",
            "way": "15"}  # fmt: skip
    refused = client.post(reverse("visits-plan"), sent)
    assert refused.status_code == 422
    assert 'data-state="error"' in refused.content.decode()
    assert client.post(reverse("visits-plan"), sent | {"own:aim_visit": "فروش"}).status_code == 302
    assert Activity.objects.get().own == {"aim_visit": "فروش"}

    event = f"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:جلسه\r\nDTSTART:{day:%Y%m%d}T060000Z\r\nEND:VEVENT\r\n"
    todo = f"BEGIN:VTODO\r\nUID:2\r\nSUMMARY:تماس\r\nDUE:{day:%Y%m%d}T060000Z\r\nEND:VTODO\r\n"
    text = f"BEGIN:VCALENDAR\r\n{event}{todo}END:VCALENDAR\r\n".encode()
    taken = {"kind": "meeting"}
    refused = client.post(reverse("calendar-import"), taken | {"file": SimpleUploadedFile("c.ics", text)})
    assert refused.status_code == 422
    assert 'data-when="id_kind" data-when-values="meeting"' in refused.content.decode()
    assert "فایل را دوباره انتخاب کنید" in refused.content.decode()
    taken |= {"own:aim_meeting": "فروش"}
    done = client.post(reverse("calendar-import"), taken | {"file": SimpleUploadedFile("c.ics", text)}, follow=True)
    assert Activity.objects.get(kind="meeting").own == {"aim_meeting": "فروش"}
    assert "کنار گذاشته شد: ۱." in done.content.decode()


def test_a_stop_of_the_route_opens_in_the_maps_people_use(put: Plan, ali: Person) -> None:
    entry = Entry(put("visit", timezone.localdate(), person=ali), ali, is_hidden=False, now=timezone.now())
    links = dict(maps(Stop(entry, (35.7575, 51.41), "")))
    assert "https://nshn.ir/?lat=35.757500&lng=51.410000" in links.values()
    assert "geo:35.757500,51.410000" in links.values()
    by_address = maps(Stop(entry, None, "یزد، خیابان امام"))
    assert [unquote(link) for _, link in by_address] == ["geo:0,0?q=یزد، خیابان امام"]
    assert maps(Stop(entry, None, "")) == []
