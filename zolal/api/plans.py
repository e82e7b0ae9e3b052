"""Migration plans: quota, pace, quality of entry."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from zolal.accounts.queries.users import user_by_uid
from zolal.api.answers.plans import GoneThroughOut, MigrationPlanOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import Page, RecordOut, Seen, page_out, record_out, user_named
from zolal.stewardship.actions.plans import change_plan, create_plan, take_in
from zolal.stewardship.queries.gone_through import as_seen
from zolal.stewardship.queries.plans import (
    Progress,
    gone_through,
    plan_by_uid,
    progress,
    progress_of_many,
    still_to_come,
)
from zolal.stewardship.queries.plans import plans as visible_plans

plans = Router(tags=["Migration plans"])

MOST = 200
"""So many records at most stand on a page of a list."""


class PlanIn(Schema):
    """Of paper tell `total`; of a list its `query`, as behind the `?` of a list in the browser."""

    name: str
    kind: Literal["paper", "list"]
    type: Literal["person", "company"] = "person"
    what: str = ""
    query: str = ""
    total: int | None = None
    quota: int
    per: Literal["day", "week"] = "day"
    thursdays: bool = True
    people: list[UUID]
    starts_on: date | None = None


class PlanSeen(Seen):
    name: str = ""
    what: str = ""
    total: int = 0
    quota: int = 0
    per: str = ""
    thursdays: bool = False
    people: list[UUID] = Field(default_factory=list)
    starts_on: date | None = None


class PlanEdit(Schema):
    """`ended`: true ends the plan, false takes it up again. With `seen`, what somebody else has changed since is not
    overwritten: 409."""

    seen: PlanSeen = PlanSeen()
    name: str | None = None
    what: str | None = None
    total: int | None = None
    quota: int | None = None
    per: Literal["day", "week"] | None = None
    thursdays: bool | None = None
    people: list[UUID] | None = None
    starts_on: date | None = None
    ended: bool | None = None


@plans.get("", auth=needs("records.create"), response=list[MigrationPlanOut], summary="Plans, with how far they are")
def index(request: HttpRequest) -> Any:  # noqa: ANN401
    user = user_of(request)
    return [plan_out(one) for one in progress_of_many(user, list(visible_plans(user)[:100]))]


@plans.post("", auth=needs("stewardship.plan"), response={201: MigrationPlanOut}, summary="A new plan")
def create(request: HttpRequest, given: PlanIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    wanted = given.dict() | {"people": [user_by_uid(uid) for uid in given.people]}
    wanted["record_type"] = wanted.pop("type")
    return Status(201, plan_out(progress(user, create_plan(**wanted, by=user))))


@plans.get(
    "/{uuid:uid}", auth=needs("records.create"), response=MigrationPlanOut, summary="A plan, with everybody's pace"
)
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return plan_out(progress(user, plan_by_uid(user, uid)))


@plans.patch("/{uuid:uid}", auth=needs("stewardship.plan"), response=MigrationPlanOut, summary="Change or end it")
def change(request: HttpRequest, uid: UUID, given: PlanEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = given.dict(exclude_unset=True, exclude={"seen"})
    wanted = {name: value for name, value in told.items() if value is not None}
    change_plan(plan=plan_by_uid(user, uid), **_rows(wanted), seen=_rows(given.seen.told()), by=user)
    return plan_out(progress(user, plan_by_uid(user, uid)))


@plans.post(
    "/{uuid:uid}/take-in",
    auth=needs("stewardship.plan"),
    response=MigrationPlanOut,
    summary="Take in who has come into its list since",
)
def take_in_newcomers(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return plan_out(progress(user, take_in(plan=plan_by_uid(user, uid), by=user)))


@plans.get(
    "/{uuid:uid}/to-come",
    auth=needs("records.create"),
    response=Page[RecordOut],
    summary="Who of its list is still to be gone through, of those you see",
)
def still_to_come_of(request: HttpRequest, uid: UUID, after: UUID | None = None, size: int = 50) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = still_to_come(user, plan_by_uid(user, uid), after=after, size=min(max(size, 1), MOST))
    return page_out(map(record_out, found.records), next=str(found.next or ""), total=found.total)


@plans.get(
    "/{uuid:uid}/gone-through",
    auth=needs("records.create"),
    response=Page[GoneThroughOut],
    summary="Who of its list was gone through, by whom and when: of all whose work you see, of one, of a day",
)
def gone_through_of(  # noqa: PLR0917 - parameters of the address
    request: HttpRequest, uid: UUID, user: UUID | None = None, on: date | None = None, after: int = 0, size: int = 50
) -> Any:  # noqa: ANN401
    reader = user_of(request)
    plan = plan_by_uid(reader, uid)
    found = gone_through(reader, plan, whose=user, on=on)
    begin = max(after, 0)
    end = begin + min(max(size, 1), MOST)
    items = [
        {"record": record_out(one.record) if one.record else None, "by": user_named(one.by), "at": one.at}
        for one in as_seen(reader, plan, found[begin:end], list(plan.people.all()))
    ]
    return page_out(items, next=str(end) if end < len(found) else "", total=len(found))


def _rows(told: dict[str, Any]) -> dict[str, Any]:
    return told | {"people": [user_by_uid(one) for one in told["people"]]} if "people" in told else told


def plan_out(found: Progress) -> dict[str, Any]:
    plan = found.plan
    names = ("name", "what", "kind", "total", "quota", "per", "thursdays", "starts_on", "begins_at", "ended_on")
    return {
        "id": plan.uid,
        **{name: getattr(plan, name) for name in names},
        "type": plan.record_type,
        "done": found.done,
        "left": found.left,
        "ends_on": found.ends_on,
        "people": [{"user": user_named(user), **asdict(pace)} for user, pace in found.people],
    }
