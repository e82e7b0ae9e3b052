"""Monthly maintenance: schedules, runs, parts, signatures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from zolal.accounts.models import User
from zolal.accounts.queries.users import user_by_uid
from zolal.api.answers.maintenance import PartOut, RunDetail, RunOut, ScheduleOut, TaskOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import Page, Seen, page_out, user_named
from zolal.stewardship.actions.runs import cancel_run, sign_run, start_run
from zolal.stewardship.actions.schedules import change_schedule, create_schedule
from zolal.stewardship.actions.shares import deal_anew, sign_share
from zolal.stewardship.models import Schedule, Share
from zolal.stewardship.queries.runs import (
    Month,
    RunView,
    Task,
    months,
    run_view,
    schedule_by_uid,
    schedules,
    share_by_uid,
    task_page,
)

maintenance = Router(tags=["Maintenance"])


class ScheduleIn(Schema):
    """`people` are ids of users; `classes`: duplicate, invalid, old, incomplete, inactive."""

    name: str
    day: int
    classes: list[str]
    people: list[UUID]
    at_most: int
    days: int
    remind: list[int] = Field(default_factory=list)


class ScheduleSeen(Seen):
    name: str = ""
    day: int = 0
    classes: list[str] = Field(default_factory=list)
    people: list[UUID] = Field(default_factory=list)
    at_most: int = 0
    days: int = 0
    remind: list[int] = Field(default_factory=list)


class ScheduleEdit(Schema):
    """With `seen`, what somebody else has changed since is not overwritten: 409."""

    seen: ScheduleSeen = ScheduleSeen()
    name: str | None = None
    day: int | None = None
    classes: list[str] | None = None
    people: list[UUID] | None = None
    at_most: int | None = None
    days: int | None = None
    remind: list[int] | None = None
    is_active: bool | None = None


class TaskQuery(Schema):
    """`done`: what is done already, instead of what is still to be done; `after` is a cursor."""

    group: str = ""
    done: bool = False
    after: str = ""
    size: int = 50


class Signature(Schema):
    """`note` says why something may stay undone."""

    note: str = ""


class Moved(Schema):
    """How much went to the others."""

    moved: int


@maintenance.get("/schedules", auth=needs("maintenance.run"), response=list[ScheduleOut], summary="All schedules")
def all_schedules(request: HttpRequest) -> Any:  # noqa: ANN401
    return [schedule_out(one) for one in schedules(user_of(request))]


@maintenance.post("/schedules", auth=needs("maintenance.run"), response={201: ScheduleOut}, summary="A new schedule")
def new_schedule(request: HttpRequest, given: ScheduleIn) -> Any:  # noqa: ANN401
    wanted = given.dict() | {"people": _users(given.people)}
    return Status(201, schedule_out(create_schedule(**wanted, by=user_of(request))))


@maintenance.patch("/schedules/{uuid:uid}", auth=needs("maintenance.run"), response=ScheduleOut, summary="Change it")
def edit_schedule(request: HttpRequest, uid: UUID, given: ScheduleEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = given.dict(exclude_unset=True, exclude={"seen"})
    wanted, seen = {name: value for name, value in told.items() if value is not None}, given.seen.told()
    for some in (wanted, seen):
        if "people" in some:
            some["people"] = _users(some["people"])
    return schedule_out(change_schedule(schedule=schedule_by_uid(user, uid), **wanted, seen=seen, by=user))


@maintenance.post(
    "/schedules/{uuid:uid}/start", auth=needs("maintenance.run"), response={201: RunDetail}, summary="Begin this month"
)
def start(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    run = start_run(schedule=schedule_by_uid(user, uid), by=user)
    return Status(201, _detail(run_view(user, run.uid)))


@maintenance.get("", auth=needs("records.edit"), response=list[RunOut], summary="The last months, newest first")
def index(request: HttpRequest, size: int = 13) -> Any:  # noqa: ANN401
    return [run_out(one) for one in months(user_of(request), count=min(max(size, 1), 200))]


@maintenance.get("/{uuid:uid}", auth=needs("records.edit"), response=RunDetail, summary="A month, with its parts")
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return _detail(run_view(user_of(request), uid))


@maintenance.post("/{uuid:uid}/sign", auth=needs("maintenance.run"), response=RunDetail, summary="Sign the month off")
def sign(request: HttpRequest, uid: UUID, given: Signature) -> Any:  # noqa: ANN401
    user = user_of(request)
    sign_run(run=run_view(user, uid).month.run, note=given.note, by=user)
    return _detail(run_view(user, uid))


@maintenance.post("/{uuid:uid}/cancel", auth=needs("maintenance.run"), response=RunDetail, summary="Give the month up")
def cancel(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    cancel_run(run=run_view(user, uid).month.run, by=user)
    return _detail(run_view(user, uid))


@maintenance.get(
    "/parts/{uuid:uid}", auth=needs("records.edit"), response=Page[TaskOut], summary="What was dealt to somebody"
)
def part(request: HttpRequest, uid: UUID, query: Query[TaskQuery]) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = query.dict() | {"size": min(max(query.size, 1), 200)}
    page = task_page(user, share_by_uid(user, uid), **found)
    return page_out(map(task_out, page.tasks), next=page.next)


@maintenance.post(
    "/parts/{uuid:uid}/sign", auth=needs("records.edit"), response=PartOut, summary="Sign your own part off"
)
def sign_part(request: HttpRequest, uid: UUID, given: Signature) -> Any:  # noqa: ANN401
    user = user_of(request)
    return part_out(sign_share(share=share_by_uid(user, uid), note=given.note, by=user))


@maintenance.post(
    "/parts/{uuid:uid}/deal",
    auth=needs("maintenance.run"),
    response=Moved,
    summary="Somebody leaves; deal to the others",
)
def deal(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return {"moved": deal_anew(share=share_by_uid(user, uid), by=user)}


def schedule_out(schedule: Schedule) -> dict[str, Any]:
    names = ("name", "day", "classes", "at_most", "days", "remind", "is_active", "next_on")
    return {
        "id": schedule.uid,
        **{name: getattr(schedule, name) for name in names},
        "people": [user_named(one) for one in schedule.people.all()],
    }


def run_out(one: Month) -> dict[str, Any]:
    run = one.run
    names = ("dealt", "done", "quality_before", "quality_after", "waiting_before", "waiting_after")
    return {
        "id": run.uid,
        "schedule": run.schedule.name,
        "month": run.when.code,
        **{name: getattr(run, name) for name in ("state", "starts_on", "due_on", "note", "ended_at")},
        **{name: getattr(one, name) for name in names},
        "ended_by": user_named(run.ended_by),
    }


def part_out(share: Share) -> dict[str, Any]:
    names = ("dealt", "done", "note", "signed_at", "left_at")
    return {"id": share.uid, "user": user_named(share.user), **{name: getattr(share, name) for name in names}}


def task_out(task: Task) -> dict[str, Any]:
    row = task.assignment
    other = {"id": str(task.other.uid), "name": task.other.name} if task.other else None
    return {
        "record": {"id": str(task.record.uid), "name": task.record.name},
        "other": other,
        "type": row.record_type,
        "group": row.group,
        "field": row.fact,
        "code": row.code,
        "done_at": row.done_at,
    }


def _detail(view: RunView) -> dict[str, Any]:
    run = view.month.run
    return {
        **run_out(view.month),
        "parts": [part_out(share) for share in view.shares],
        "classes": [{"name": one.name, "dealt": one.dealt, "done": one.done} for one in view.classes],
        "before": view.before,
        "after": view.after,
        "job": run.job.uid if run.job else None,
    }


def _users(uids: list[UUID]) -> list[User]:
    return [user_by_uid(uid) for uid in uids]
