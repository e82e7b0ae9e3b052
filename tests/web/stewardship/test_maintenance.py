"""Monthly maintenance in the browser."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.core.jobs import run_all
from zolal.people.models import Person
from zolal.stewardship.models import Run, Schedule, Share

pytestmark = pytest.mark.django_db


def _typed(*people: User, **other: str) -> dict[str, object]:
    given = {"name": "هر ماه", "day": "۱", "days": "10", "at_most": "50", "remind": "۳، ۱", "classes": ["incomplete"]}
    return {**given, "people": [str(one.uid) for one in people], **other}


def test_a_month_from_the_schedule_to_the_signature(browse: Browse, manager: User, member: User, sara: Person) -> None:
    lead, hand = browse(manager), browse(member)
    assert lead.post(reverse("schedule-new"), _typed(member)).status_code == 302
    schedule = Schedule.objects.get()
    assert (schedule.remind, list(schedule.people.all())) == ([3, 1], [member])
    assert lead.post(reverse("schedule-start", args=[schedule.uid])).status_code == 302
    run_all()
    run, share = Run.objects.get(), Share.objects.get()
    assert run.state == Run.State.OPEN
    for client in (lead, hand):
        assert client.get(reverse("maintenance")).status_code == 200
        assert client.get(reverse("maintenance-run", args=[run.uid])).status_code == 200
        assert client.get(reverse("maintenance-part", args=[share.uid])).status_code == 200
    hand.post(reverse("maintenance-part-sign", args=[share.uid]), {"note": "تمام"})
    lead.post(reverse("maintenance-sign", args=[run.uid]), {"note": "تمام"})
    run_all()
    run.refresh_from_db()
    assert (run.state, run.after is not None) == (Run.State.SIGNED, True)
    sheet = openpyxl.load_workbook(io.BytesIO(lead.get(reverse("maintenance-export")).getvalue())).active
    assert sheet is not None
    assert sheet.max_row == 2


def test_what_was_typed_stays_when_a_schedule_is_refused(browse: Browse, manager: User, member: User) -> None:
    answer = browse(manager).post(reverse("schedule-new"), _typed(member, day="40", remind="soon"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="40"' in page
    assert 'value="soon"' in page
    assert not Schedule.objects.exists()


def test_one_sees_no_part_of_others(browse: Browse, manager: User, member: User, stranger: User, sara: Person) -> None:
    browse(manager).post(reverse("schedule-new"), _typed(member))
    browse(manager).post(reverse("schedule-start", args=[Schedule.objects.get().uid]))
    run_all()
    share = Share.objects.get()
    assert browse(stranger).get(reverse("maintenance-part", args=[share.uid])).status_code == 404
    assert browse(stranger).get(reverse("maintenance-run", args=[share.run.uid])).status_code == 404
    assert browse(stranger).post(reverse("maintenance-part-sign", args=[share.uid])).status_code == 404


def test_whoever_has_something_to_do_is_told_at_home(
    browse: Browse, manager: User, member: User, administrator: User, sara: Person
) -> None:
    Person.objects.update(owner=member)
    browse(manager).post(reverse("schedule-new"), _typed(member, classes=["incomplete", "old", "invalid"]))
    Share.objects.create(
        run=Run.objects.create(
            schedule=Schedule.objects.get(),
            year=1405,
            month=9,
            starts_on="2026-11-22",
            due_on="2026-12-02",
            state=Run.State.OPEN,
            classes=["incomplete"],
        ),
        user=member,
        dealt=4,
        done=1,
    )
    part = reverse("maintenance-part", args=[Share.objects.get().uid])
    assert part in browse(member).get(reverse("home")).content.decode()
    assert part not in browse(administrator).get(reverse("home")).content.decode()
    assert 'class="count">۳<' in browse(member).get(reverse("maintenance")).content.decode()
