"""Days, tasks, holidays, visits and their route, calendar files and links."""

from __future__ import annotations

from datetime import date, time
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Json

from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.queries.users import user_by_uid
from zolal.activities.queries.activities import visible_activity
from zolal.api.answers.calendar import (
    FeedOut,
    GroupsOut,
    HolidayOut,
    LettersOut,
    MyDayOut,
    PlannedOut,
    RangeOut,
    StopOut,
    TakenOut,
)
from zolal.api.door import needs, user_of
from zolal.api.own_fields import own_texts
from zolal.api.shapes import Seen, user_named
from zolal.calendar.actions.events import take_events
from zolal.calendar.actions.feeds import create_feed, revoke_feed
from zolal.calendar.actions.holidays import drop_holiday, set_holiday
from zolal.calendar.actions.letters import switch_letters
from zolal.calendar.actions.moving import move
from zolal.calendar.actions.visits import plan_visits, reorder
from zolal.calendar.ics.reader import LARGEST
from zolal.calendar.models import Feed
from zolal.calendar.queries.day import my_day
from zolal.calendar.queries.feeds import feed_by_uid, feeds_of
from zolal.calendar.queries.files import days_text
from zolal.calendar.queries.holidays import holiday_of, holidays
from zolal.calendar.queries.letters import can_be_mailed, wants_letters
from zolal.calendar.queries.planned import SHOWN, Customer, Entry, entries_of, planned
from zolal.calendar.queries.todo import GROUPS, to_do
from zolal.calendar.queries.visits import Stop, shortest_order, stops
from zolal.calendar.queries.whose import ME, Unseen, Whose, whose
from zolal.people.queries.records import visible_record

calendar = Router(tags=["Calendar"])

_MOST_DAYS = 92
Clock = time


class Days(Schema):
    """From one day to another; `whose` is "me", "team" (yours), "team:<id>" or "user:<id>"; no `kind` is all."""

    first: date
    last: date
    whose: str = ME
    kind: list[str] = Field(default_factory=list)


class Move(Schema):
    """To `time` of a day, or without one to the whole day; `keep_time`: to its hour of that day."""

    day: date
    time: Clock | None = None
    keep_time: bool = False
    version: int | None = None


class LettersIn(Schema):
    """Whether one’s own day is mailed every morning."""

    on: bool


class Of(Schema):
    type: Literal["person", "company"] = "person"
    id: UUID


class VisitsIn(Schema):
    """Visits one after the other, with `way` minutes between them. `fields` are those of one's own, the same of all:
    raw texts as somebody would type them."""

    customers: list[Of]
    day: date
    begins: time
    minutes: int | None = None
    way: int = 15
    owner: UUID | None = None
    fields: dict[str, str] | None = None


class RouteIn(Schema):
    """The ids of all open visits of the day in their new order; none: by the shortest way."""

    day: date
    whose: str = ME
    order: list[UUID] = Field(default_factory=list)


class HolidaySeen(Seen):
    name: str = ""
    off: bool = True


class HolidayIn(Schema):
    """`off` false: it is worked although it is an official holiday.

    With `seen`, the company's word on the day as you saw it ({}: there was none), another one is not overwritten: 409.
    """

    seen: HolidaySeen | None = None
    name: str = ""
    off: bool = True


class FeedIn(Schema):
    name: str


class TakeIn(Schema):
    """`fields`: a JSON object of fields of one's own, the same of all events: raw texts as somebody would type them."""

    kind: Literal["meeting", "visit", "call", "task"] = "meeting"
    fields: Json[dict[str, str]] | None = None


@calendar.get("", auth=needs("records.read"), response=RangeOut, summary="What is planned and done on some days")
def days(request: HttpRequest, asked: Query[Days]) -> Any:  # noqa: ANN401
    user = user_of(request)
    _demand_span(asked)
    kinds = asked.kind or SHOWN
    found = planned(user, _whose(user, asked.whose), asked.first, asked.last, kinds=kinds)
    return {"entries": [entry_out(one) for one in found.entries], "cut": found.is_cut}


@calendar.get("/export", auth=needs("records.read"), summary="The same as a calendar file (.ics)", response={200: None})
def file(request: HttpRequest, asked: Query[Days]) -> Any:  # noqa: ANN401
    user = user_of(request)
    _demand_span(asked)
    looked_at = _whose(user, asked.whose)
    text = days_text(user, looked_at, asked.first, asked.last, request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@calendar.get("/tasks", auth=needs("records.read"), response=GroupsOut, summary="What is open, by when it is due")
def tasks(request: HttpRequest, whose: str = ME) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = to_do(user, _whose(user, whose))
    groups = {name: [entry_out(one) for one in found.groups.get(name, ())] for name in GROUPS}
    return groups | {"cut": found.is_cut}


@calendar.get("/day", auth=needs("records.read"), response=MyDayOut, summary="One’s own day, and whom to call")
def day(request: HttpRequest) -> Any:  # noqa: ANN401
    found = my_day(user_of(request))
    calls = [
        {
            "person": _customer(Customer("person", one.record.uid, one.name)),
            "number": one.number,
            "entry": entry_out(one.entry) if one.entry else None,
        }
        for one in found.calls
    ]
    groups = {"today": found.today, "late": found.late, "visits": found.visits}
    return {name: [entry_out(one) for one in entries] for name, entries in groups.items()} | {"calls": calls}


@calendar.post(
    "/{uuid:uid}/move", auth=needs("activities.write"), response=PlannedOut, summary="To another day or hour"
)
def move_one(request: HttpRequest, uid: UUID, given: Move) -> Any:  # noqa: ANN401
    user = user_of(request)
    activity = visible_activity(user, uid)
    done = move(
        activity=activity, day=given.day, at=given.time, keeps_time=given.keep_time, version=given.version, by=user
    )
    return entry_out(entries_of(user, [done.activity])[0])


@calendar.post("/visits", auth=needs("activities.write"), response={201: list[StopOut]}, summary="Plan a day of visits")
def visits(request: HttpRequest, given: VisitsIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    customers = [visible_record(user, one.type, one.id) for one in given.customers]
    owner = user_by_uid(given.owner) if given.owner else user
    wanted = {"day": given.day, "begins": given.begins, "minutes": given.minutes, "way": given.way}
    plan_visits(customers=customers, **wanted, owner=owner, own=own_texts(given.fields), by=user)
    looked_at = Whose(ME, user=user) if owner.pk == user.pk else Whose(f"user:{owner.uid}", user=owner)
    return Status(201, [stop_out(one) for one in stops(user, looked_at, given.day)])


@calendar.get("/route", auth=needs("records.read"), response=list[StopOut], summary="The visits of a day, in order")
def route(request: HttpRequest, day: date, whose: str = ME) -> Any:  # noqa: ANN401
    user = user_of(request)
    return [stop_out(one) for one in stops(user, _whose(user, whose), day)]


@calendar.put("/route", auth=needs("activities.write"), response=list[StopOut], summary="Bring them into another order")
def order(request: HttpRequest, given: RouteIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    looked_at = _whose(user, given.whose)
    found = stops(user, looked_at, given.day)
    numbers = {one.entry.activity.uid: one.entry.activity.pk for one in found}
    if given.order and set(given.order) != numbers.keys():
        raise ValidationError({"order": _("Name every open visit of the day once.")})
    wanted = [numbers[uid] for uid in given.order] if given.order else shortest_order(found)
    if wanted:
        reorder(day=given.day, order=wanted, by=user)
    return [stop_out(one) for one in stops(user, looked_at, given.day)]


@calendar.get("/holidays", auth=needs("records.read"), response=list[HolidayOut], summary="Holidays of some days")
def named_days(request: HttpRequest, first: date, last: date) -> Any:  # noqa: ANN401, ARG001
    if not 0 <= (last - first).days <= 800:
        raise ValidationError({"last": _("Ask for at most 800 days, the last after the first.")})
    return [
        {"day": one.day, "name": one.name, "off": one.is_off, "may_move": one.may_move, "own": one.own is not None}
        for one in holidays(first, last).values()
    ]


@calendar.put("/holidays/{day}", auth=needs("settings.write"), response={204: None}, summary="Say that a day is off")
def set_day(request: HttpRequest, day: date, given: HolidayIn) -> Any:  # noqa: ANN401
    seen = given.seen.told() if given.seen else None
    if seen and "off" in seen:
        seen["is_off"] = seen.pop("off")
    try:
        set_holiday(day=day, name=given.name, is_off=given.off, seen=seen, by=user_of(request))
    except Overtaken as overtaken:
        now = {"name": overtaken.now["name"], "off": overtaken.now["is_off"]}
        raise Overtaken(now, overtaken.who) from overtaken
    return Status(204, None)


@calendar.delete("/holidays/{day}", auth=needs("settings.write"), response={204: None}, summary="Take the word back")
def drop_day(request: HttpRequest, day: date) -> Any:  # noqa: ANN401
    drop_holiday(holiday=holiday_of(day), by=user_of(request))
    return Status(204, None)


@calendar.get("/letters", auth=needs("records.read"), response=LettersOut, summary="Whether one’s day is mailed")
def letters(request: HttpRequest) -> Any:  # noqa: ANN401
    return {"on": wants_letters(user_of(request)), "can_be_mailed": can_be_mailed()}


@calendar.put("/letters", auth=needs("records.read"), response=LettersOut, summary="One’s day by e-mail, or not")
def choose_letters(request: HttpRequest, given: LettersIn) -> Any:  # noqa: ANN401
    return {"on": switch_letters(on=given.on, by=user_of(request)), "can_be_mailed": can_be_mailed()}


@calendar.get("/feeds", auth=needs("records.read"), response=list[FeedOut], summary="One’s own secret links")
def feeds(request: HttpRequest) -> Any:  # noqa: ANN401
    return [_feed(one) for one in feeds_of(user_of(request))]


@calendar.post("/feeds", auth=needs("records.read"), response={201: FeedOut}, summary="A new secret link, shown once")
def new_feed(request: HttpRequest, given: FeedIn) -> Any:  # noqa: ANN401
    made = create_feed(name=given.name, by=user_of(request))
    address = request.build_absolute_uri(reverse("calendar-feed", args=[made.secret]))
    return Status(201, _feed(made.feed) | {"address": address})


@calendar.delete("/feeds/{uuid:uid}", auth=needs("records.read"), response={204: None}, summary="Revoke a link")
def drop_feed(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    revoke_feed(feed=feed_by_uid(uid, by=user), by=user)
    return Status(204, None)


@calendar.post("/import", auth=needs("activities.write"), response=TakenOut, summary="Take in a calendar file (.ics)")
def take(request: HttpRequest, file: File[UploadedFile], given: Form[TakeIn]) -> Any:  # noqa: ANN401
    taken = take_events(
        data=file.read(LARGEST + 1), filename=file.name or "", kind=given.kind, own=own_texts(given.fields),
        by=user_of(request),
    )  # fmt: skip
    names = ("added", "known", "over", "refused", "repeats", "unknown_zones")
    told = {name: getattr(taken, name) for name in names}
    wrong = [{"title": one.title, "field": one.field, "message": one.sentence} for one in taken.wrong]
    gaps = [{"field": gap.field.name, "label": str(gap.field.label), "count": gap.count} for gap in taken.lacking]
    return told | {"wrong": wrong, "lacking": gaps, "action": taken.action.uid if taken.action else None}


def entry_out(entry: Entry) -> dict[str, Any]:
    one = entry.activity
    names = ("version", "kind", "title", "at", "until", "done_at", "outcome", "repeat", "repeat_every", "place")
    return {
        "id": one.uid,
        **{name: getattr(one, name) for name in names},
        "all_day": bool(one.all_day),
        "late": entry.is_late,
        "owner": user_named(one.owner),
        "customer": _customer(entry.customer) if entry.customer else None,
        "customer_hidden": entry.is_hidden,
    }


def stop_out(stop: Stop) -> dict[str, Any]:
    south, east = stop.place or (None, None)
    told = {"entry": entry_out(stop.entry), "address": stop.address, "km": stop.km}
    return told | {"latitude": south, "longitude": east}


def _customer(customer: Customer) -> dict[str, Any]:
    return {"type": customer.record_type, "id": customer.uid, "name": customer.name}


def _feed(feed: Feed) -> dict[str, Any]:
    return {"id": feed.uid, "name": feed.name, "created_at": feed.created_at, "last_used_at": feed.last_used_at}


def _whose(user: User, code: str) -> Whose:
    try:
        return whose(user, code)
    except Unseen as unseen:
        raise Http404 from unseen


def _demand_span(asked: Days) -> None:
    if not 0 <= (asked.last - asked.first).days < _MOST_DAYS:
        sentence = _("Ask for at most %(most)s days, the last after the first.")
        raise ValidationError({"last": sentence % {"most": _MOST_DAYS}})
