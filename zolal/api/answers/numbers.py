"""What the operations on numbers answer with."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from zolal.api.shapes import Named


class NumberOut(Schema):
    """`now` of the period so far, `before` of as many days of the one before; `trend` by month, the last one last."""

    measure: str
    label: str
    section: str
    unit: str
    now: int | None
    before: int | None
    change: float | None
    goal: UUID | None
    trend: list[int | None]


class ShareOut(Schema):
    """What a team or a person has of each measure."""

    whose: Named
    values: dict[str, int]


class NumbersOut(Schema):
    """Values are whole: rials, numbers, or hundredths of a per cent (8500 is 85 %). `months` are Jalali."""

    period: str
    until: date
    compared_from: date
    compared_to: date
    as_of: datetime | None
    months: list[str]
    numbers: list[NumberOut]
    teams: list[ShareOut]
    people: list[ShareOut]


class MemberOut(Schema):
    """A week of somebody: `done` by measure; `open`, `late`, `deals` and `rotting` as they stand now."""

    user: Named
    done: dict[str, int]
    open: int
    late: int
    deals: int
    rotting: int
    active: int
    entered: int
    quality: float | None
    goals: list[UUID]


class WeekOut(Schema):
    first: date
    last: date
    members: list[MemberOut]
