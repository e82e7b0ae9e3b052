"""Plans, rules, webhooks, days …: two change the same, and the second sees it, on screen and in the API."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.api.conftest import Program, program
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.calendar.actions.holidays import set_holiday
from zolal.calendar.models import Holiday
from zolal.connect.actions.endpoints import change_endpoint, create_endpoint
from zolal.quality.actions.rules import change_rule, create_rule
from zolal.quality.models import Rule
from zolal.stewardship.actions.places import add_place, change_place
from zolal.stewardship.actions.plans import change_plan, create_plan
from zolal.stewardship.actions.problems import change_problem, report_problem
from zolal.stewardship.actions.proposals import decide_proposal, propose_field
from zolal.stewardship.actions.reports import change_report, plan_report
from zolal.stewardship.actions.reviews import plan_review, write_findings
from zolal.stewardship.actions.schedules import change_schedule, create_schedule
from zolal.web.templatetags.reading import typed_day

__all__ = ["program"]

pytestmark = pytest.mark.django_db

BRIDGE = date(2026, 12, 30)
Row = Any


@dataclass(frozen=True)
class Room:
    """Something that two change: `theirs` comes between, `typed` and `sent` are mine, and `now` is told of it.

    `page` shows the form, `to` takes it; `path` is that of the API, and `seen` what I say there that I saw.
    """

    make: Callable[[User], Row]
    theirs: Callable[[Row, User], object]
    page: Callable[[Row], str]
    typed: Callable[[Row], Mapping[str, Any]]
    now: str
    path: Callable[[Row], str]
    sent: Mapping[str, Any]
    seen: Mapping[str, Any]
    told: str
    to: Callable[[Row], str] | None = None
    method: str = "patch"


def of(route: str) -> Callable[[Row], str]:
    return lambda row: reverse(route, args=[row.uid])


def day(after: int) -> date:
    return timezone.localdate() + timedelta(days=after)


def _proposal(by: User) -> Row:
    report = plan_report(record_type="person", name="فروش", decision="بودجه", fields=["city"], by=by)
    return propose_field(record_type="person", kind="add", title="رنگ", reason="لازم", report=report, by=by)


def _review(by: User) -> Row:
    questions = [{"area": "update", "question": one} for one in ("چه؟", "که؟")]
    return plan_review(title="فصل", planned_on=day(3), lead=by, questions=questions, by=by)


def _found(review: Row, by: User) -> None:
    questions = [{**one, "finding": "پیدا شد"} for one in review.questions]
    write_findings(review=review, questions=questions, by=by)


ROOMS = {
    "plan": Room(
        lambda by: create_plan(name="دفتر", kind="paper", total=500, quota=20, people=[by], by=by),
        lambda row, by: change_plan(plan=row, quota=35, by=by),
        of("plan-change"),
        lambda row: {"name": "دفتر", "total": "500", "quota": "50", "per": "day", "thursdays": "on",
                     "starts_on": typed_day(row.starts_on), "people": [row.by.uid]},
        "35", lambda row: f"/plans/{row.uid}", {"quota": 50}, {"quota": 20}, "quota",
    ),
    "schedule": Room(
        lambda by: create_schedule(name="ماهانه", day=1, classes=["old"], people=[by], at_most=100, days=10, by=by),
        lambda row, by: change_schedule(schedule=row, at_most=250, by=by),
        of("schedule"),
        lambda row: {"name": "ماهانه", "day": "1", "classes": ["old"], "people": [row.by.uid], "at_most": "60",
                     "days": "10"},
        "250", lambda row: f"/maintenance/schedules/{row.uid}", {"at_most": 60}, {"at_most": 100}, "at_most",
    ),
    "problem": Room(
        lambda by: report_problem(kind="rework", title="دوباره‌کاری", hours=2, by=by).problem,
        lambda row, by: change_problem(problem=row, hours=9, by=by),
        of("problem"),
        lambda _row: {"state": "open", "hours": "4"},
        "9", lambda row: f"/problems/{row.uid}", {"hours": 4}, {"hours": 2}, "hours", of("problem-change"),
    ),
    "place": Room(
        lambda by: add_place(name="حسابداری", kind="accounting", holds="بدهی‌ها", by=by),
        lambda row, by: change_place(place=row, keeper="زهرا", by=by),
        of("place"),
        lambda _row: {"name": "حسابداری", "kind": "accounting", "holds": "بدهی‌ها", "keeper": "رضا"},
        "زهرا", lambda row: f"/catalogue/places/{row.uid}", {"keeper": "رضا"}, {"keeper": ""}, "keeper",
    ),
    "report": Room(
        lambda by: plan_report(record_type="person", name="فروش", decision="بودجه", fields=["city"], by=by),
        lambda row, by: change_report(report=row, fields=["city", "given_name"], by=by),
        of("report"),
        lambda _row: {"name": "فروش", "decision": "بودجه", "rhythm": "monthly", "fields_": ["city", "family_name"]},
        "شهر", lambda row: f"/fields/reports/{row.uid}", {"fields": ["family_name"]}, {"fields": ["city"]}, "fields",
    ),
    "proposal": Room(
        _proposal,
        lambda row, by: decide_proposal(proposal=row, state="accepted", reason="آری", by=by),
        of("proposal"),
        lambda _row: {"state": "refused", "reason": "نه"},
        "پذیرفته", lambda row: f"/fields/proposals/{row.uid}/decision", {"state": "refused", "reason": "نه"},
        {"state": "open"}, "state", of("proposal-decide"), "post",
    ),
    "review": Room(
        _review, _found, of("review"),
        lambda _row: {"finding-0": "من", "finding-1": "", "summary": ""},
        "پیدا شد", lambda row: f"/reviews/{row.uid}/findings",
        {"questions": [{"area": "update", "question": one, "finding": "من"} for one in ("چه؟", "که؟")]},
        {"questions": [{"area": "update", "question": one} for one in ("چه؟", "که؟")]}, "finding-0",
        of("review-findings"), "put",
    ),
    "rule": Room(
        lambda by: create_rule(record_type="person", kind="length", parameters={"field": "city", "min": 2}, by=by),
        lambda row, by: change_rule(rule=row, parameters={"field": "city", "min": 7}, by=by),
        of("rule"),
        lambda row: {"name": row.name, "severity": "queue", "field": "city", "min": "4", "max": ""},
        "7", lambda row: f"/quality/rules/{row.uid}", {"parameters": {"field": "city", "min": 4}},
        {"parameters": {"field": "city", "min": 2}}, "parameters.min",
    ),
    "webhook": Room(
        lambda by: create_endpoint(url="https://example.com/a", patterns=["person.*"], by=by).endpoint,
        lambda row, by: change_endpoint(endpoint=row, description="انبار", by=by),
        of("webhook-change"),
        lambda row: {"url": row.url, "patterns": ["person.*"], "description": "فروش", "reader": row.reader.uid},
        "انبار", lambda row: f"/webhooks/{row.uid}", {"description": "فروش"}, {"description": ""}, "description",
    ),
    "holiday": Room(
        lambda by: set_holiday(day=BRIDGE, name="پل", by=by),
        lambda _row, by: set_holiday(day=BRIDGE, name="جشن", by=by),
        lambda _row: reverse("calendar-settings"),
        lambda _row: {"day": BRIDGE.isoformat(), "name": "تعطیل", "is_off": "yes"},
        "جشن", lambda _row: f"/calendar/holidays/{BRIDGE}", {"name": "تعطیل"}, {"name": "پل", "off": True}, "name",
        lambda _row: reverse("holiday-set"), "put",
    ),
}  # fmt: skip


def seen_on(page: str) -> str:
    found = re.findall('name="seen" value="([^"]*)"', page)
    assert found
    return str(found[-1])


def state_of(row: Row) -> dict[str, Any]:
    fresh = type(row).objects.filter(pk=row.pk).values().get()
    return {name: value for name, value in fresh.items() if name not in {"edited_at", "version", "edited_by_id"}}


@pytest.fixture
def other(strategist: User, administrator: User) -> User:
    """Who comes between."""
    strategist.role = administrator.role
    strategist.save()
    return strategist


def overtaken(room: Room, row: Row, browse: Browse, administrator: User, other: User) -> tuple[Any, Any]:
    """What the second gets who saves what they saw before the first wrote; and what the first wrote."""
    client, to = browse(administrator), room.to or room.page
    typed = dict(room.typed(row))
    before = seen_on(client.get(room.page(row)).content.decode())
    room.theirs(row, other)
    theirs = state_of(row)
    return client.post(to(row), typed | {"seen": before}), theirs


@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS)
def test_on_screen_the_second_sees_what_the_first_has_written(
    room: Room, browse: Browse, administrator: User, other: User
) -> None:
    row = room.make(administrator)
    refused, theirs = overtaken(room, row, browse, administrator, other)
    page = refused.content.decode()
    assert refused.status_code == 422, page
    assert room.now in page
    assert "این را تغییر داده" in page or "تغییر داده است" in page, page
    assert state_of(row) == theirs, "nothing is overwritten"


@pytest.mark.parametrize("name", [name for name in ROOMS if name != "proposal"])
def test_who_has_seen_it_may_replace_it(name: str, browse: Browse, administrator: User, other: User) -> None:
    room = ROOMS[name]
    row = room.make(administrator)
    typed, to = dict(room.typed(row)), room.to or room.page
    refused, theirs = overtaken(room, row, browse, administrator, other)
    again = browse(administrator).post(to(row), typed | {"seen": seen_on(refused.content.decode())})
    assert again.status_code == 302, again.content.decode()
    assert state_of(row) != theirs


@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS)
def test_a_program_is_told_too(room: Room, program: Callable[..., Program], administrator: User, other: User) -> None:
    api, row = program(administrator), room.make(administrator)
    room.theirs(row, other)
    theirs = state_of(row)
    refused = api.call(room.method, room.path(row), {**room.sent, "seen": room.seen})
    assert refused.status_code == 409, refused.content
    assert room.told in refused.json()["errors"]
    assert state_of(row) == theirs
    said = api.call(room.method, room.path(row), dict(room.sent))
    assert said.status_code < 300 or room.told == "state", said.content


def test_findings_beside_other_questions_stay(browse: Browse, administrator: User, other: User) -> None:
    review = _review(administrator)
    client, page = browse(administrator), reverse("review", args=[review.uid])
    before = seen_on(client.get(page).content.decode())
    asked = [{**one, "finding": "" if place else "دیگری"} for place, one in enumerate(review.questions)]
    write_findings(review=review, questions=asked, by=other)
    mine = {"finding-0": "", "finding-1": "من", "summary": "", "seen": before}
    assert client.post(reverse("review-findings", args=[review.uid]), mine).status_code == 302
    review.refresh_from_db()
    assert [one["finding"] for one in review.questions] == ["دیگری", "من"]


def test_who_takes_part_is_told_by_name(browse: Browse, administrator: User, other: User, member: User) -> None:
    plan = create_plan(name="دفتر", kind="paper", total=5, quota=2, people=[administrator], by=administrator)
    client, page = browse(administrator), reverse("plan-change", args=[plan.uid])
    before = seen_on(client.get(page).content.decode())
    change_plan(plan=plan, people=[member], by=other)
    typed = {**ROOMS["plan"].typed(plan), "total": "5", "quota": "2", "people": [administrator.uid, other.uid]}
    refused = client.post(page, typed | {"seen": before})
    assert refused.status_code == 422
    assert f"«{member.name}»" in refused.content.decode()
    assert list(plan.people.all()) == [member]
    left = {**typed, "people": [administrator.uid], "quota": "3", "seen": before}
    assert client.post(page, left).status_code == 302
    assert list(plan.people.all()) == [member], "what I left as it was keeps what they have written"


def test_another_parameter_of_a_rule_stays(administrator: User, other: User) -> None:
    rule = create_rule(record_type="person", kind="length", parameters={"field": "city", "min": 2}, by=administrator)
    change_rule(rule=rule, parameters={"field": "city", "min": 2, "max": 30}, by=other)
    mine = {"field": "city", "min": 3}
    change_rule(rule=rule, parameters=mine, seen={"parameters": {"field": "city", "min": 2}}, by=administrator)
    assert Rule.objects.get(pk=rule.pk).parameters == {"field": "city", "min": 3, "max": 30}


def test_a_word_on_a_day_that_nobody_had_seen_is_not_overwritten(
    browse: Browse, program: Callable[..., Program], administrator: User, other: User
) -> None:
    client = browse(administrator)
    before = seen_on(client.get(reverse("calendar-settings")).content.decode())
    set_holiday(day=BRIDGE, name="جشن", by=other)
    mine = {"day": BRIDGE.isoformat(), "name": "پل", "is_off": "yes", "seen": before}
    assert "جشن" in client.post(reverse("holiday-set"), mine).content.decode()
    refused = program(administrator).call("put", f"/calendar/holidays/{BRIDGE}", {"name": "پل", "seen": {}})
    assert refused.status_code == 409
    assert Holiday.objects.get().name == "جشن"
