"""Pipelines, their stages and boards, forecast and reports, reasons of losses, and the cycle of customers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from zolal.api.answers.deals import (
    BoardOut,
    CyclePlaceOut,
    FiguresOut,
    ForecastOut,
    LossReasonOut,
    PipelineOut,
    StageOut,
    deal_out,
    pipeline_out,
    reason_out,
    row_named,
    stage_out,
)
from zolal.api.door import needs, user_of
from zolal.api.shapes import ActionOut, Named, Page, Seen, action_out, page_out
from zolal.people.queries.wish import BadWish
from zolal.sales.actions import pipelines as acts
from zolal.sales.queries.board import board
from zolal.sales.queries.cycle import PLACES, cycle, standing
from zolal.sales.queries.deal_reports import Span, losses, pipeline_figures
from zolal.sales.queries.deal_wish import DealWish
from zolal.sales.queries.forecast import Month, forecast
from zolal.sales.queries.pipelines import pipeline_by_uid, reason_by_uid, reasons, stage_by_uid, stages_of
from zolal.sales.queries.pipelines import pipelines as every_pipeline

pipelines = Router(tags=["Pipelines"])
SIZE = 50


class PipelineIn(Schema):
    """It begins with the usual stages."""

    name: str
    about: str = ""


class PipelineSeen(Seen):
    name: str = ""
    about: str = ""
    position: int = 0


class PipelineEdit(Schema):
    """`archived`: true takes it out of use, false back into it. With `seen`, what somebody else has changed since is
    not overwritten: 409."""

    seen: PipelineSeen = PipelineSeen()

    name: str | None = None
    about: str | None = None
    position: int | None = None
    archived: bool | None = None


class StageIn(Schema):
    """`needs` of: value, expected_on, customer, person, company, channel, touch_point, next_activity."""

    name: str
    probability: int = 0
    idle_days: int | None = None
    needs: list[str] = Field(default_factory=list)
    colour: str = "slate"
    guidance: str = ""


class StageSeen(Seen):
    name: str = ""
    probability: int = 0
    idle_days: int | None = None
    needs: list[str] = Field(default_factory=list)
    colour: str = ""
    guidance: str = ""


class StageEdit(Schema):
    """What is not sent stays; `idle_days` null: never. With `seen`, what somebody else has changed since is not
    overwritten: 409."""

    seen: StageSeen = StageSeen()

    name: str | None = None
    probability: int | None = None
    idle_days: int | None = None
    needs: list[str] | None = None
    colour: str | None = None
    guidance: str | None = None
    archived: bool | None = None


class Order(Schema):
    """All stages of the pipeline, in their new order."""

    stages: list[UUID]


class ReasonIn(Schema):
    name: str


class ReasonSeen(Seen):
    name: str = ""


class ReasonEdit(Schema):
    """With `seen`, what somebody else has changed since is not overwritten: 409."""

    seen: ReasonSeen = ReasonSeen()
    name: str | None = None
    archived: bool | None = None


@pipelines.get("", auth=needs("deals.read"), response=list[PipelineOut], summary="Pipelines with their stages")
def index(request: HttpRequest, archived: bool = False) -> Any:  # noqa: ANN401, ARG001 - by its schema
    return [pipeline_out(one) for one in every_pipeline(archived=archived)]


@pipelines.post("", auth=needs("pipelines.edit"), response={201: PipelineOut}, summary="A new pipeline")
def create(request: HttpRequest, given: PipelineIn) -> Any:  # noqa: ANN401
    return Status(201, pipeline_out(acts.create_pipeline(**given.dict(), by=user_of(request))))


@pipelines.get("/reasons", auth=needs("deals.read"), response=list[LossReasonOut], summary="Reasons of losses")
def list_reasons(request: HttpRequest) -> Any:  # noqa: ANN401, ARG001
    return [reason_out(one) for one in reasons(archived=True)]


@pipelines.post("/reasons", auth=needs("pipelines.edit"), response={201: LossReasonOut}, summary="Another reason")
def new_reason(request: HttpRequest, given: ReasonIn) -> Any:  # noqa: ANN401
    return Status(201, reason_out(acts.add_reason(name=given.name, by=user_of(request))))


@pipelines.patch("/reasons/{uuid:uid}", auth=needs("pipelines.edit"), response=LossReasonOut, summary="Change a reason")
def edit_reason(request: HttpRequest, uid: UUID, given: ReasonEdit) -> Any:  # noqa: ANN401
    told = given.dict() | {"seen": given.seen.told()}
    return reason_out(acts.change_reason(reason=reason_by_uid(uid), by=user_of(request), **told))


@pipelines.get("/forecast", auth=needs("deals.read"), response=ForecastOut, summary="By Jalali month")
def ahead(request: HttpRequest) -> Any:  # noqa: ANN401
    """Filters as those of the list of deals."""
    found = forecast(user_of(request), _wish(request))
    months = [
        {
            "month": one.code, "first": one.first, "last": one.last, "won_count": one.won_count,
            "won_value": one.won_value, **_sums(one),
        }
        for one in found.months
    ]  # fmt: skip
    rest = {name: _sums(getattr(found, name)) for name in ("overdue", "undated", "later")}
    return {"months": months, **rest}


@pipelines.get(
    "/cycle/{type}", auth=needs("deals.read"), response=list[CyclePlaceOut], summary="The cycle of customers"
)
def places(request: HttpRequest, type: Literal["person", "company"]) -> Any:  # noqa: A002, ANN401
    found = cycle(user_of(request), type)
    return [{"place": one.name, "count": one.count, "is_exact": one.is_exact} for one in found]


@pipelines.get("/cycle/{type}/{place}", auth=needs("deals.read"), response=Page[Named], summary="Who stands there")
def who(
    request: HttpRequest,
    type: Literal["person", "company"],  # noqa: A002 - as everywhere in the API
    place: Literal["identify", "attract", "keep", "expand"],
    after: str = "",
) -> Any:  # noqa: ANN401
    if place not in PLACES or (after and not (after.isascii() and after.isdigit() and len(after) < 9)):
        raise BadWish("after", "?")
    begin = int(after or 0)
    found = standing(user_of(request), type, place, begin=begin, size=SIZE + 1)
    items = [{"id": str(one.uid), "name": one.name} for one in found[:SIZE]]
    return page_out(items, next=str(begin + SIZE) if len(found) > SIZE else "")


@pipelines.patch("/stages/{uuid:uid}", auth=needs("pipelines.edit"), response=StageOut, summary="Change a stage")
def edit_stage(request: HttpRequest, uid: UUID, given: StageEdit) -> Any:  # noqa: ANN401
    user, stage, told = user_of(request), stage_by_uid(uid), given.dict(exclude_unset=True, exclude={"seen"})
    archived = told.pop("archived", None)
    if told:
        acts.change_stage(stage=stage, seen=given.seen.told(), by=user, **told)
    if archived is not None:
        (acts.archive_stage if archived else acts.restore_stage)(stage=stage, by=user)
    return stage_out(stage_by_uid(uid))


@pipelines.get("/{uuid:uid}", auth=needs("deals.read"), response=PipelineOut, summary="One pipeline")
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401, ARG001
    return pipeline_out(pipeline_by_uid(uid))


@pipelines.patch("/{uuid:uid}", auth=needs("pipelines.edit"), response=PipelineOut, summary="Change or archive it")
def change(request: HttpRequest, uid: UUID, given: PipelineEdit) -> Any:  # noqa: ANN401
    user, pipeline = user_of(request), pipeline_by_uid(uid)
    sent = given.dict(exclude_unset=True, exclude={"seen"})
    told = {name: value for name, value in sent.items() if value is not None}
    archived = told.pop("archived", None)
    if told:
        acts.change_pipeline(pipeline=pipeline, seen=given.seen.told(), by=user, **told)
    if archived is not None:
        (acts.archive_pipeline if archived else acts.restore_pipeline)(pipeline=pipeline, by=user)
    return pipeline_out(pipeline_by_uid(uid))


@pipelines.post("/{uuid:uid}/stages", auth=needs("pipelines.edit"), response={201: StageOut}, summary="A new stage")
def new_stage(request: HttpRequest, uid: UUID, given: StageIn) -> Any:  # noqa: ANN401
    stage = acts.add_stage(pipeline=pipeline_by_uid(uid), by=user_of(request), **given.dict())
    return Status(201, stage_out(stage))


@pipelines.post("/{uuid:uid}/order", auth=needs("pipelines.edit"), response=ActionOut, summary="Order of the stages")
def order(request: HttpRequest, uid: UUID, given: Order) -> Any:  # noqa: ANN401
    stages = [stage_by_uid(one) for one in given.stages]
    return action_out(acts.order_stages(pipeline=pipeline_by_uid(uid), stages=stages, by=user_of(request)))


@pipelines.get("/{uuid:uid}/board", auth=needs("deals.read"), response=BoardOut, summary="The open deals by stage")
def show_board(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    """Filters as those of the list of deals; of each column the first deals come, the sums are of all."""
    found = board(user_of(request), _wish(request), pipeline_by_uid(uid))
    columns = [
        {
            "stage": row_named(one.stage), "count": one.count, "value": one.value, "weighted": one.weighted,
            "rotting": one.rotting, "deals": [deal_out(card) for card in one.cards],
        }
        for one in found.columns
    ]  # fmt: skip
    return {"pipeline": row_named(found.pipeline), "columns": columns}


@pipelines.get("/{uuid:uid}/figures", auth=needs("deals.read"), response=FiguresOut, summary="How it does")
def figures(request: HttpRequest, uid: UUID, first: date, last: date | None = None) -> Any:  # noqa: ANN401
    """From a day to a day, both counted; filters as those of the list of deals."""
    user, pipeline, wish = user_of(request), pipeline_by_uid(uid), _wish(request)
    span = Span(first, last or timezone.localdate())
    found = pipeline_figures(user, wish, pipeline, span)
    names = ("opened", "won", "won_value", "lost", "lost_value", "conversion", "days")
    stages = [
        {
            "stage": row_named(one.stage), "entered": one.entered, "left": one.left, "went_on": one.went_on,
            "conversion": one.conversion, "days": one.days, "now": one.now,
        }
        for one in found.stages
    ]  # fmt: skip
    lost = [
        {"reason": row_named(one.reason) if one.reason else None, "count": one.count, "value": one.value}
        for one in losses(user, replace(wish, pipeline=str(uid)), span)
    ]
    told = {name: getattr(found, name) for name in names}
    return {
        "pipeline": row_named(pipeline),
        "first": span.first,
        "last": span.last,
        **told,
        "stages": stages,
        "losses": lost,
    }


@pipelines.get("/{uuid:uid}/stages", auth=needs("deals.read"), response=list[StageOut], summary="Stages in order")
def list_stages(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401, ARG001
    return [stage_out(one) for one in stages_of(pipeline_by_uid(uid), archived=True)]


def _sums(month: Month) -> dict[str, int]:
    return {"count": month.count, "value": month.value, "weighted": month.weighted}


def _wish(request: HttpRequest) -> DealWish:
    return DealWish.read({name: request.GET[name] for name in request.GET if name not in {"first", "last"}})
