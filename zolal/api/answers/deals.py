"""What the operations on deals and pipelines answer with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from zolal.api.own_fields import own_out
from zolal.api.shapes import Named, user_named
from zolal.sales.models import LostReason, Pipeline, Stage
from zolal.sales.queries.cards import Card, Customer


class StageOut(Schema):
    """`needs`: what a deal must have to enter; `idle_days` null: it is never marked as idle too long."""

    id: UUID
    name: str
    position: int
    probability: int
    idle_days: int | None
    needs: list[str]
    colour: str
    guidance: str
    archived: bool


class PipelineOut(Schema):
    id: UUID
    name: str
    about: str
    position: int
    archived: bool
    stages: list[StageOut]


class LossReasonOut(Schema):
    id: UUID
    name: str
    position: int
    archived: bool


class DealOut(Schema):
    """Amounts are whole rials, null where they are kept from you; `margin_share` is in hundredths of a per cent.

    `person`, `company` and `intermediary` are null also where you may not see them. `next_activity` is "none", "late",
    "today" or "future"; `idle_days` counts since something happened; `fields` are those of one's own.
    """

    id: UUID
    version: int
    state: str
    title: str
    status: str
    pipeline: Named
    stage: Named
    person: Named | None
    company: Named | None
    value: int | None
    probability: int | None
    likely: int
    weighted: int | None
    expected_on: date | None
    owner: Named | None
    team: Named | None
    channel: str
    touch_point: str
    intermediary: Named | None
    margin_share: int | None
    margin_amount: int | None
    margin: int | None
    lost_reason: Named | None
    lost_note: str
    note: str
    opened_at: datetime | None
    entered_at: datetime | None
    closed_at: datetime | None
    next_activity_at: datetime | None
    next_activity: str
    idle_days: int
    is_rotting: bool
    fields: dict[str, Any]
    created_at: datetime
    updated_at: datetime


class ContactOut(Schema):
    """`person` is null where you may not see them."""

    id: int
    role: str
    person: Named | None


class StayOut(Schema):
    stage: Named
    entered_at: datetime
    days: float
    is_here: bool


class DealDetail(DealOut):
    """With who takes part, and the stages so far."""

    people: list[ContactOut]
    stays: list[StayOut]


class ColumnOut(Schema):
    """A stage with all its open deals summed up (null where amounts are kept from you), and the first of them."""

    stage: Named
    count: int
    value: int | None
    weighted: int | None
    rotting: int
    deals: list[DealOut]


class BoardOut(Schema):
    pipeline: Named
    columns: list[ColumnOut]


class MonthOut(Schema):
    """`month` is Jalali ("1405-09"), from `first` to `last`."""

    month: str
    first: date
    last: date
    count: int
    value: int
    weighted: int
    won_count: int
    won_value: int


class SumOut(Schema):
    count: int
    value: int
    weighted: int


class ForecastOut(Schema):
    """`overdue`: open, but the expected close is over; `undated`: none was told; `later`: beyond the months."""

    months: list[MonthOut]
    overdue: SumOut
    undated: SumOut
    later: SumOut


class StageFiguresOut(Schema):
    """`conversion`: how many of those who left the stage went on; `days`: the mean stay."""

    stage: Named
    entered: int
    left: int
    went_on: int
    conversion: float | None
    days: float | None
    now: int


class LossOut(Schema):
    reason: Named | None
    count: int
    value: int | None


class FiguresOut(Schema):
    pipeline: Named
    first: date
    last: date
    opened: int
    won: int
    won_value: int | None
    lost: int
    lost_value: int | None
    conversion: float | None
    days: float | None
    stages: list[StageFiguresOut]
    losses: list[LossOut]


class CyclePlaceOut(Schema):
    """A place of the cycle; `is_exact` is false where there are more than were counted."""

    place: str
    count: int
    is_exact: bool


def pipeline_out(pipeline: Pipeline) -> dict[str, Any]:
    return {
        "id": pipeline.uid,
        "name": pipeline.name,
        "about": pipeline.about,
        "position": pipeline.position,
        "archived": pipeline.archived_at is not None,
        "stages": [stage_out(one) for one in pipeline.stages.all()],
    }


def stage_out(stage: Stage) -> dict[str, Any]:
    names = ("name", "position", "probability", "idle_days", "needs", "colour", "guidance")
    return {
        "id": stage.uid,
        "archived": stage.archived_at is not None,
        **{name: getattr(stage, name) for name in names},
    }


def reason_out(reason: LostReason) -> dict[str, Any]:
    archived = reason.archived_at is not None
    return {"id": reason.uid, "name": reason.name, "position": reason.position, "archived": archived}


_PLAIN = (
    "version", "state", "title", "status", "value", "probability", "likely", "weighted", "expected_on", "channel",
    "touch_point", "margin_share", "margin_amount", "margin", "lost_note", "note", "opened_at", "entered_at",
    "closed_at", "next_activity_at", "created_at", "updated_at",
)  # fmt: skip


def deal_out(card: Card) -> dict[str, Any]:
    deal = card.deal
    return {
        "id": deal.uid,
        **{name: getattr(deal, name) for name in _PLAIN},
        "pipeline": row_named(deal.pipeline),
        "stage": row_named(deal.stage),
        "person": customer_named(card.person),
        "company": customer_named(card.company),
        "intermediary": customer_named(card.intermediary),
        "owner": user_named(deal.owner),
        "team": {"id": str(deal.team.pk), "name": deal.team.name} if deal.team else None,
        "lost_reason": row_named(deal.lost_reason) if deal.lost_reason else None,
        "next_activity": card.next,
        "idle_days": card.idle,
        "is_rotting": card.is_rotting,
        "fields": own_out("deal", "deals", deal),
    }


def row_named(row: Pipeline | Stage | LostReason) -> dict[str, str]:
    return {"id": str(row.uid), "name": row.name}


def customer_named(customer: Customer | None) -> dict[str, str] | None:
    return {"id": str(customer.uid), "name": customer.name} if customer else None
