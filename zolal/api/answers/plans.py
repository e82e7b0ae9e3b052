"""What the operations on migration plans answer with."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from zolal.api.shapes import Named, RecordOut


class PaceOut(Schema):
    """How fast and how well somebody enters; `is_behind` and `is_hasty` as the guide defines them."""

    user: Named
    done: int
    today: int
    expected: float
    quality: float | None
    error_rate: float | None
    recent: int
    recent_quality: float | None
    is_behind: bool
    is_hasty: bool


class MigrationPlanOut(Schema):
    """`kind`: "paper" or "list"; `left`: still to come, none of whom a list has lost before anybody went through them;
    `begins_at`: what was done before is not counted, and of a day within which the plan began no quota is expected;
    `ends_on`: when all will be done at the pace of the last ten working days."""

    id: UUID
    name: str
    what: str
    kind: str
    type: str
    total: int
    done: int
    left: int
    quota: int
    per: str
    thursdays: bool
    starts_on: date
    begins_at: datetime
    ended_on: date | None
    ends_on: date | None
    people: list[PaceOut]


class GoneThroughOut(Schema):
    """`record` is null where you do not see it; `by` is who went through it first."""

    record: RecordOut | None
    by: Named
    at: datetime
