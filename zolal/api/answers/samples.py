"""What the operations on accuracy samples answer with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema

from zolal.api.answers.said import Said


class AccuracyOut(Schema):
    """A share 0 to 1 with its 95 % interval; null while nothing is known."""

    value: float | None
    low: float
    high: float
    answers: int


class SampleOut(Schema):
    """`mine` records await the caller. Estimates are null for who may not see all it was drawn from."""

    id: UUID
    type: str
    scope: str
    seed: int
    by_source: bool
    by: str
    at: datetime
    population: int
    records: int
    done: int
    mine: int
    of_values: AccuracyOut | None
    of_records: AccuracyOut | None


class GroupOut(Schema):
    name: Said
    estimate: AccuracyOut


class ToldOut(SampleOut):
    """With the estimates of values by field and by source, worst first; `line` is the study's."""

    fields: list[GroupOut]
    sources: list[GroupOut]
    line: float


class AskedOut(Schema):
    id: int
    field: str
    value: str
    outcome: str
    right: str


class SheetOut(Schema):
    """A record dealt to somebody."""

    number: int
    record: UUID
    name: str
    dealt_to: str
    values: list[AskedOut]


class SampleSizeOut(Schema):
    """How many records have to be drawn for an answer at most `margin` off, 19 times in 20."""

    margin: float
    size: int
