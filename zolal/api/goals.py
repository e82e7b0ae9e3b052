"""Goals for programs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status

from zolal.accounts.measures import measures as every_measure
from zolal.accounts.measures import sources
from zolal.accounts.queries.users import team_by_id, user_by_uid
from zolal.api.answers.goals import GoalDetail, GoalOut, MeasureOut, TemplateOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import named, user_named
from zolal.strategy.actions.check_ins import check_in, drop_check_in
from zolal.strategy.actions.goals import change_goal, close_goal, copy_goals, create_goal, delete_goal, reopen_goal
from zolal.strategy.queries.course import course
from zolal.strategy.queries.goals import Page, Seen, check_in_by_uid, goal_by_uid, goal_page
from zolal.strategy.queries.goals import goals as visible_goals
from zolal.strategy.templates import offered

goals = Router(tags=["Goals"])


class GoalEdit(Schema):
    """What is to change. Values are whole: rials, numbers, or hundredths of a per cent (8500 is 85 %).

    `period` is a code: "month:1405-09", "quarter:1405-07", "half:1405-01", "year:1405-01" by the first Jalali month, or
    "free:2026-03-21:2026-04-20". `measure` is one of `/goals/measures`, "reported" (people tell the value; `counts`
    says what, `reports` whether it adds up) or "beneath". With `version` nobody is overwritten.
    """

    name: str | None = None
    why: str | None = None
    note: str | None = None
    scope: Literal["company", "team", "person"] | None = None
    owner: UUID | None = None
    team: int | None = None
    parent: UUID | None = None
    measure: str | None = None
    part: str | None = None
    counts: str | None = None
    reports: Literal["add", "stand"] | None = None
    unit: Literal["count", "rial", "share"] | None = None
    better: Literal["up", "down"] | None = None
    aim: Literal["amount", "growth"] | None = None
    target: int | None = None
    growth: int | None = None
    base_kind: Literal["previous", "last_year", "typed"] | None = None
    base: int | None = None
    period: str | None = None
    weight: int | None = None
    version: int | None = None


class GoalIn(GoalEdit):
    """A new goal, see `GoalEdit`."""

    name: str
    measure: str
    period: str


class CheckInIn(Schema):
    """How it goes; a value only of a goal that is reported. `on` is today where it is not said."""

    note: str = ""
    value: int | None = None
    outlook: Literal["", "good", "unsure", "bad"] = ""
    on: date | None = None


class CopyIn(Schema):
    """`growth`: by so many hundredths of a per cent the amounts are raised."""

    goals: list[UUID]
    growth: int = 0


class ClosedIn(Schema):
    closed: bool


@goals.get("", auth=needs("goals.read"), response=list[GoalOut], summary="Goals you see, of a time")
def index(
    request: HttpRequest,
    when: Literal["now", "coming", "past", "all"] = "now",
    scope: Literal["", "company", "team", "person"] = "",
    team: int | None = None,
) -> Any:  # noqa: ANN401
    return [goal_out(one) for one in visible_goals(user_of(request), when=when, scope=scope, team=team)]


@goals.get("/measures", auth=needs("goals.read"), response=list[MeasureOut], summary="What goals can be measured by")
def measures(request: HttpRequest) -> Any:  # noqa: ANN401, ARG001
    parts = {one.name: dict(found) for source in sources() if (found := source.parts()) for one in source.measures}
    return [
        {
            "name": one.name, "label": str(one.label), "section": one.section, "unit": one.unit, "better": one.better,
            "level": one.level, "parts": parts.get(one.name, {}),
        }
        for one in every_measure().values() if one.section
    ]  # fmt: skip


@goals.get("/templates", auth=needs("goals.read"), response=list[TemplateOut], summary="Goals to begin with")
def templates(request: HttpRequest) -> Any:  # noqa: ANN401, ARG001
    return [
        {"code": one.code, "name": str(one.name), "why": str(one.why), "advice": str(one.advice), "given": one.given}
        for one in offered()
    ]


@goals.post("", auth=needs("goals.report"), response={201: GoalDetail}, summary="Set a goal")
def create(request: HttpRequest, given: GoalIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    wanted = _wanted(request, given)
    wanted.pop("version", None)
    goal = create_goal(**wanted, by=user)
    return Status(201, detail_out(goal_page(user, goal.uid)))


@goals.post("/copy", auth=needs("goals.report"), response={201: list[UUID]}, summary="Go on in the next period")
def copy(request: HttpRequest, given: CopyIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    chosen = [goal_by_uid(user, uid) for uid in given.goals[:200]]
    return Status(201, [one.uid for one in copy_goals(goals=chosen, by=user, growth=given.growth)])


@goals.get("/{uuid:uid}", auth=needs("goals.read"), response=GoalDetail, summary="A goal with all around it")
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return detail_out(goal_page(user_of(request), uid))


@goals.patch("/{uuid:uid}", auth=needs("goals.report"), response=GoalDetail, summary="Change a goal")
def change(request: HttpRequest, uid: UUID, given: GoalEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    change_goal(goal=goal_by_uid(user, uid), by=user, **_wanted(request, given))
    return detail_out(goal_page(user, uid))


@goals.delete("/{uuid:uid}", auth=needs("goals.report"), response={204: None}, summary="Delete a goal")
def remove(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    delete_goal(goal=goal_by_uid(user, uid), by=user)
    return Status(204, None)


@goals.post("/{uuid:uid}/closed", auth=needs("goals.report"), response=GoalDetail, summary="Close it, or open it again")
def close(request: HttpRequest, uid: UUID, given: ClosedIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    goal = goal_by_uid(user, uid)
    if given.closed:
        close_goal(goal=goal, by=user)
    else:
        reopen_goal(goal=goal, by=user)
    return detail_out(goal_page(user, uid))


@goals.post("/{uuid:uid}/check-ins", auth=needs("goals.report"), response={201: GoalDetail}, summary="Say how it goes")
def say(request: HttpRequest, uid: UUID, given: CheckInIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    check_in(goal=goal_by_uid(user, uid), by=user, **given.dict())
    return Status(201, detail_out(goal_page(user, uid)))


@goals.delete("/check-ins/{uuid:uid}", auth=needs("goals.report"), response={204: None}, summary="Take it back")
def unsay(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    drop_check_in(said=check_in_by_uid(user, uid), by=user)
    return Status(204, None)


def _wanted(request: HttpRequest, given: GoalEdit) -> dict[str, Any]:
    """What the actions take: people, teams and goals instead of what names them."""
    said = given.dict(exclude_unset=True)
    keeps_nothing = {"owner", "team", "parent", "target", "growth", "base"}
    wanted = {name: value for name, value in said.items() if value is not None or name in keeps_nothing}
    readers = {
        "owner": user_by_uid,
        "team": team_by_id,
        "parent": lambda uid: goal_by_uid(user_of(request), uid),
    }
    for name, read in readers.items():
        if wanted.get(name) is not None:
            try:
                wanted[name] = read(wanted[name])
            except ObjectDoesNotExist as missing:
                raise ValidationError({name: _("There is none.")}) from missing
    return wanted


def goal_out(seen: Seen) -> dict[str, Any]:
    goal, figure = seen.goal, seen.figure
    same = (
        "version", "name", "why", "note", "scope", "measure", "part", "counts", "reports", "unit", "better", "aim",
        "target", "growth", "base_kind", "base", "starts_on", "ends_on", "weight", "closed_on",
    )  # fmt: skip
    return {
        "id": goal.uid,
        **{name: getattr(goal, name) for name in same},
        "owner": user_named(goal.owner),
        "team": named(goal.team),
        "parent": goal.parent.uid if goal.parent else None,
        "earlier": goal.earlier.uid if goal.earlier else None,
        "period": seen.period.code,
        "value": figure.value if figure else None,
        "to_reach": figure.target if figure else None,
        "counted_from": figure.base if figure else None,
        "as_of": figure.at if figure else None,
        "standing": asdict(seen.standing),
    }


def detail_out(page: Page) -> dict[str, Any]:
    return goal_out(page.seen) | {
        "above": [{"id": str(one.uid), "name": one.name} for one in page.above],
        "beneath": [one.goal.uid for one in page.beneath],
        "check_ins": [
            {
                "id": one.uid, "on": one.on, "by": user_named(one.by), "value": one.value, "outlook": one.outlook,
                "note": one.note,
            }
            for one in page.said
        ],
        "hints": [{"code": one.code, "text": str(one.text)} for one in page.hints],
        "course": course(page.seen.goal, page.seen.figure),
    }  # fmt: skip
