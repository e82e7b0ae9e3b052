"""The calendar for programs: days, tasks, holidays, the route, files and links."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.api.conftest import V1, Program
from tests.calendar.conftest import enter, put
from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.calendar.models import Holiday
from zolal.core.models import Setting
from zolal.people.actions.custom_fields import create_custom_field

__all__ = ["enter", "put"]

pytestmark = pytest.mark.django_db


def test_days_are_asked_for_by_whose_they_are(
    program: Callable[..., Program], member: User, stranger: User, put: Callable, enter: Callable
) -> None:
    today = timezone.localdate()
    sara = enter(given_name="سارا", owner=member.pk)
    visit = put("visit", today, "10:30", person=sara, title="بازدید")
    days = f"first={today}&last={today + timedelta(days=7)}"
    (entry,) = program(member).get(f"/calendar?{days}").json()["entries"]
    assert (entry["id"], entry["customer"]["name"], entry["all_day"]) == (str(visit.uid), "سارا", False)
    assert program(stranger).get(f"/calendar?{days}").json()["entries"] == []
    assert program(stranger).get(f"/calendar?{days}&whose=user:{member.uid}").json()["entries"]
    Setting.objects.create(name="visibility.member", value="own")
    assert program(stranger).get(f"/calendar?{days}&whose=user:{member.uid}").status_code == 404
    assert program(stranger).get(f"/calendar/export?{days}&whose=team:{member.team_id}").status_code == 404
    assert program(member).get(f"/calendar?first={today}&last={today - timedelta(days=1)}").status_code == 422


def test_of_others_days_only_who_may_export_takes_a_file_away(
    program: Callable[..., Program], member: User, manager: User, put: Callable
) -> None:
    today = timezone.localdate()
    put("visit", today, "10:30", title="بازدید")
    address = f"/calendar/export?first={today}&last={today}"
    assert "بازدید" in program(member).get(address).content.decode()
    assert program(manager).get(f"{address}&whose=user:{member.uid}").status_code == 200
    assert program(member).get(f"{address}&whose=user:{manager.uid}").status_code == 403


def test_what_is_due_is_moved_and_my_day_knows(program: Callable[..., Program], member: User, put: Callable) -> None:
    today, api = timezone.localdate(), program(member)
    task = put("task", today - timedelta(days=2))
    assert [one["id"] for one in api.get("/calendar/tasks").json()["late"]] == [str(task.uid)]
    moved = api.post(f"/calendar/{task.uid}/move", {"day": today.isoformat(), "time": "14:30", "version": 1})
    assert (moved.status_code, moved.json()["all_day"]) == (200, False)
    assert [one["id"] for one in api.get("/calendar/day").json()["today"]] == [str(task.uid)]
    assert api.post(f"/calendar/{task.uid}/move", {"day": today.isoformat(), "version": 1}).status_code == 409


def test_an_administrator_says_which_days_are_off(
    program: Callable[..., Program], administrator: User, member: User
) -> None:
    api, address = program(administrator), "/calendar/holidays"
    assert api.call("put", f"{address}/2026-04-04", {"name": "پل"}).status_code == 204
    named = api.get(f"{address}?first=2026-03-20&last=2026-04-05").json()
    assert {"day": "2026-04-04", "name": "پل", "off": True, "may_move": False, "own": True} in named
    assert program(member).call("put", f"{address}/2026-04-05", {"name": "پل"}).status_code == 403
    assert api.delete(f"{address}/2026-04-04").status_code == 204
    assert (api.delete(f"{address}/2026-04-04").status_code, Holiday.objects.count()) == (404, 0)


def test_a_route_is_planned_and_reordered(program: Callable[..., Program], member: User, enter: Callable) -> None:
    api, day = program(member), (timezone.localdate() + timedelta(days=1)).isoformat()
    of = [{"type": "person", "id": str(enter(given_name=name).uid)} for name in ("یک", "دو")]
    made = api.post("/calendar/visits", {"customers": of, "day": day, "begins": "09:00"})
    assert made.status_code == 201, made.content
    first, second = (one["entry"]["id"] for one in made.json())
    back = api.call("put", "/calendar/route", {"day": day, "order": [second, first]}).json()
    assert [one["entry"]["id"] for one in back] == [second, first]
    assert api.call("put", "/calendar/route", {"day": day, "order": [second]}).status_code == 422


def test_what_each_visit_or_event_needs_is_sent_once_for_all(
    program: Callable[..., Program], administrator: User, member: User, enter: Callable
) -> None:
    create_custom_field(record_type="activity", kind="text", label_fa="هدف", key="aim", required=True, by=administrator)
    api, day = program(member), (timezone.localdate() + timedelta(days=1)).isoformat()
    sara = str(enter(given_name="سارا").uid)
    sent = {"customers": [{"id": sara}], "day": day, "begins": "09:00"}
    refused = api.post("/calendar/visits", sent)
    assert (refused.status_code, "own:aim" in refused.content.decode()) == (422, True)
    assert api.post("/calendar/visits", sent | {"fields": {"own:aim": "فروش"}}).status_code == 201
    event = f"BEGIN:VEVENT\nUID:1\nSUMMARY:جلسه\nDTSTART;VALUE=DATE:{day.replace('-', '')}\nEND:VEVENT\n"
    text = f"BEGIN:VCALENDAR\n{event}END:VCALENDAR\n"
    for fields, status in (("", 422), ("[1]", 422), ("{}", 422), ('{"own:aim": "فروش"}', 200)):
        file = SimpleUploadedFile("c.ics", text.encode())
        told = {"file": file, "kind": "meeting", **({"fields": fields} if fields else {})}
        assert api.client.post(f"{V1}/calendar/import", told).status_code == status, fields
    assert {one.own["aim"] for one in Activity.objects.all()} == {"فروش"}
    call = {"kind": "call", "person": sara, "fields": {"own:aim": "سلام"}}
    then = {"kind": "call", "at": f"{day}T10:00:00+03:30"}
    assert "then:own:aim" in api.post("/activities", call | {"then": then}).content.decode()
    told = api.post("/activities", call | {"then": then | {"fields": {"own:aim": "باز هم"}}})
    assert told.status_code == 201, told.content


def test_a_link_is_shown_once_and_a_file_is_taken_in(program: Callable[..., Program], member: User) -> None:
    api, day = program(member), timezone.localdate() + timedelta(days=2)
    made = api.post("/calendar/feeds", {"name": "گوشی"}).json()
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:جلسه\nDTSTART;VALUE=DATE:{day:%Y%m%d}\nEND:VEVENT\n"
    sent = {"file": SimpleUploadedFile("c.ics", text.encode()), "kind": "meeting"}
    taken = api.client.post(f"{V1}/calendar/import", sent)
    assert (taken.status_code, taken.json()["added"]) == (200, 1)
    assert "جلسه" in Client().get(made["address"]).content.decode()
    assert api.get("/calendar/feeds").json()[0]["address"] == ""
    assert api.delete(f"/calendar/feeds/{made['id']}").status_code == 204
    assert Client().get(made["address"]).status_code == 410
