"""What a business asks of each visit or meeting is asked once where many are planned at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.calendar.conftest import Enter
from tests.web.conftest import Browse, browse
from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.calendar.actions.events import Wrong, take_events
from zolal.calendar.actions.visits import plan_visits
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.models import CustomField

__all__ = ["browse"]

pytestmark = pytest.mark.django_db

Make = Callable[..., CustomField]
AIMS = [{"value": "sale", "fa": "فروش", "en": "Sale"}, {"value": "stock", "fa": "موجودی", "en": "Stock"}]
TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def make(administrator: User) -> Make:
    def create(kind: str, label_fa: str, **given: Any) -> CustomField:  # noqa: ANN401 - of the action
        given = {"required": True, **given}
        return create_custom_field(record_type="activity", kind=kind, label_fa=label_fa, by=administrator, **given)

    return create


def calendar_of(*events: tuple[str, str, date]) -> bytes:
    """A file of these: "VEVENT" or "VTODO", title, day."""
    lines = ["BEGIN:VCALENDAR"]
    for what, title, on in events:
        begins = "DTSTART" if what == "VEVENT" else "DUE"
        lines += [
            f"BEGIN:{what}",
            f"UID:{title}",
            f"SUMMARY:{title}",
            f"{begins};VALUE=DATE:{on:%Y%m%d}",
            f"END:{what}",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR"]).encode()


def test_many_visits_get_what_each_needs_at_once(member: User, enter: Enter, make: Make) -> None:
    make("choice", "هدف", key="aim", choices=AIMS, when_field="kind", when_values=["visit"])
    people = [enter(given_name=name, owner=member.pk) for name in ("سارا", "علی")]
    asked: dict[str, Any] = {"customers": people, "day": TOMORROW, "begins": time(9), "by": member}
    with pytest.raises(ValidationError) as refused:
        plan_visits(**asked)
    assert set(refused.value.message_dict) == {"own:aim"}
    assert not Activity.objects.exists()
    plan_visits(**asked, own={"own:aim": "فروش"})
    assert [one.own for one in Activity.objects.all()] == [{"aim": "sale"}] * 2


@pytest.mark.parametrize(("kind", "more"), [("text", {"unique": True}), ("file", {})])
def test_what_each_needs_of_its_own_is_not_given_to_many(
    member: User, enter: Enter, make: Make, kind: str, more: dict[str, Any]
) -> None:
    make(kind, "شماره گزارش", key="report", **more)
    people = [enter(given_name=name, owner=member.pk) for name in ("سارا", "علی")]
    for own in ({}, {"own:report": "۱۲"}):
        with pytest.raises(ValidationError) as refused:
            plan_visits(customers=people, day=TOMORROW, begins=time(9), by=member, own=own)
        assert "«شماره گزارش»" in refused.value.message_dict["own:report"][0]


def test_events_of_a_file_get_it_too_and_none_is_taken_before(member: User, make: Make) -> None:
    make("choice", "هدف", key="aim", choices=AIMS, when_field="kind", when_values=["meeting"])
    file = calendar_of(("VEVENT", "جلسه", TOMORROW), ("VEVENT", "بازدید", TOMORROW))
    with pytest.raises(ValidationError) as refused:
        take_events(data=file, filename="c.ics", by=member)
    assert set(refused.value.message_dict) == {"own:aim"}
    assert not Activity.objects.exists()
    assert take_events(data=file, filename="c.ics", by=member, own={"own:aim": "stock"}).added == 2
    assert [one.own for one in Activity.objects.all()] == [{"aim": "stock"}] * 2


@pytest.mark.parametrize(("kind", "more"), [("text", {"unique": True}), ("file", {})])
def test_events_come_in_without_what_each_needs_of_its_own_and_are_found_by_it(
    member: User, make: Make, browse: Browse, kind: str, more: dict[str, Any]
) -> None:
    make(kind, "شماره گزارش", key="report", when_field="kind", when_values=["meeting"], **more)
    file = calendar_of(("VEVENT", "جلسه", TOMORROW), ("VEVENT", "بازدید", TOMORROW), ("VTODO", "پیگیری", TOMORROW))
    taken = take_events(data=file, filename="c.ics", by=member)
    assert (taken.added, taken.refused) == (3, 0)
    assert [(one.field.name, one.count) for one in taken.lacking] == [("own:report", 2)]
    client = browse(member)
    listed = client.get("/activities/?owner=me&kind=meeting&own:report.empty=1").content.decode()
    assert "جلسه" in listed
    assert "بازدید" in listed
    pages = {one.kind: client.get(f"/activities/{one.uid}/").content.decode() for one in Activity.objects.all()}
    assert "هنوز لازم است: شماره گزارش" in pages["meeting"]
    assert "هنوز لازم است" not in pages["task"]


def test_whoever_takes_them_in_is_led_to_what_is_still_to_be_written(member: User, make: Make, browse: Browse) -> None:
    make("file", "پیوست", key="scan")
    file = SimpleUploadedFile("c.ics", calendar_of(("VEVENT", "جلسه", TOMORROW)), "text/calendar")
    answer = browse(member).post("/calendar/import/", {"file": file, "kind": "meeting"}, follow=True)
    assert answer.redirect_chain == [("/activities/?owner=me&state=open&own%3Ascan.empty=1", 302)]
    assert "بدون «پیوست»" in answer.content.decode()
    assert "جلسه" in answer.content.decode()


def test_a_task_in_the_file_that_lacks_something_stays_out_with_its_field(member: User, make: Make) -> None:
    make("choice", "هدف", key="aim", choices=AIMS, when_field="kind", when_values=["meeting"])
    make("text", "بخش", key="unit", when_field="kind", when_values=["task"])
    file = calendar_of(("VEVENT", "جلسه", TOMORROW), ("VTODO", "پیگیری قرارداد", TOMORROW))
    taken = take_events(data=file, filename="c.ics", by=member, own={"own:aim": "sale"})
    assert (taken.added, taken.refused) == (1, 1)
    assert taken.wrong == [Wrong("پیگیری قرارداد", "بخش", "این لازم است.")]
    again = take_events(data=file, filename="c.ics", kind="task", by=member, own={"own:unit": "فروش"})
    assert (again.added, again.known) == (1, 1)
    assert {one.kind: one.own for one in Activity.objects.all()} == {
        "meeting": {"aim": "sale"},
        "task": {"unit": "فروش"},
    }
