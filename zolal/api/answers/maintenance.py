"""What the operations on maintenance answer with."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from zolal.api.shapes import Named


class ScheduleOut(Schema):
    """`day` of every Jalali month; `remind`: days before the end."""

    id: UUID
    name: str
    day: int
    classes: list[str]
    people: list[Named]
    at_most: int
    days: int
    remind: list[int]
    is_active: bool
    next_on: date


class RunOut(Schema):
    """A month; `dealt` and `done` count the parts that you see. Scores are null unless you see all records."""

    id: UUID
    schedule: str
    month: str
    state: str
    starts_on: date
    due_on: date
    dealt: int
    done: int
    quality_before: float | None
    quality_after: float | None
    waiting_before: int | None
    waiting_after: int | None
    note: str
    ended_by: Named | None
    ended_at: datetime | None


class PartOut(Schema):
    """Somebody's part; what is still to be done is `dealt` less `done`."""

    id: UUID
    user: Named
    dealt: int
    done: int
    note: str
    signed_at: datetime | None
    left_at: datetime | None


class ClassDoneOut(Schema):
    name: str
    dealt: int
    done: int


class RunDetail(RunOut):
    """`before` and `after`: what waits in each class, empty unless you see all records."""

    parts: list[PartOut]
    classes: list[ClassDoneOut]
    before: dict[str, int]
    after: dict[str, int]
    job: UUID | None


class TaskOut(Schema):
    """One thing dealt to somebody: an issue, or a pair of `record` and `other`."""

    record: Named
    other: Named | None
    type: str
    group: str
    field: str
    code: str
    done_at: datetime | None
