"""What the operations on goals and measures answer with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from zolal.api.shapes import Named


class StandingOut(Schema):
    """`status`: reached, ahead, on_track, behind, missed, waiting or unknown; `share` is of the target, 1 is all."""

    status: str
    share: float | None
    expected: int | None
    forecast: int | None
    gone: float


class HintOut(Schema):
    code: str
    text: str


class CheckInOut(Schema):
    id: UUID
    on: date
    by: Named
    value: int | None
    outlook: str
    note: str


class GoalOut(Schema):
    """Values are whole: rials, numbers, or hundredths of a per cent (8500 is 85 %), as `unit` says."""

    id: UUID
    version: int
    name: str
    why: str
    note: str
    scope: str
    owner: Named | None
    team: Named | None
    parent: UUID | None
    earlier: UUID | None
    measure: str
    part: str
    counts: str
    reports: str
    unit: str
    better: str
    aim: str
    target: int | None
    growth: int | None
    base_kind: str
    base: int | None
    period: str
    starts_on: date
    ends_on: date
    weight: int
    closed_on: date | None
    value: int | None
    to_reach: int | None
    counted_from: int | None
    as_of: datetime | None
    standing: StandingOut


class GoalDetail(GoalOut):
    """With what was said, what stands beneath it, hints, and its course: [day, value, expected]."""

    above: list[Named]
    beneath: list[UUID]
    check_ins: list[CheckInOut]
    hints: list[HintOut]
    course: list[tuple[date, int | None, int | None]]


class MeasureOut(Schema):
    """`level`: how much there is on a day; otherwise it adds up. `parts`: what it may be narrowed to."""

    name: str
    label: str
    section: str
    unit: str
    better: str
    level: bool
    parts: dict[str, str]


class TemplateOut(Schema):
    code: str
    name: str
    why: str
    advice: str
    given: dict[str, Any]
