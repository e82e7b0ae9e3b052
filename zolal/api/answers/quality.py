"""What the operations on quality answer with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from zolal.api.answers.said import Said
from zolal.api.shapes import Named


class ClassOut(Schema):
    """One of the four classes of bad data."""

    name: str
    records: int
    share: float
    queue: str
    group: str


class DayOut(Schema):
    day: date
    quality: float


class BenchmarkOut(Schema):
    line: float
    firms_above: dict[str, float]
    study: Said


class DashboardOut(Schema):
    type: str
    figures: dict[str, Any]
    at: datetime
    live: bool
    classes: list[ClassOut]
    open_pairs: int
    trend: list[DayOut]
    goal_trend: list[DayOut]
    benchmark: BenchmarkOut


class HandlingOut(Schema):
    """A decision about an issue; `raw` is the text it was about. One that was undone does not stand."""

    action: UUID
    verdict: str
    by: str
    at: datetime
    note: str
    until: date | None
    to: str
    code: str
    raw: str
    stands: bool


class CodeCountOut(Schema):
    """How many issues of one sort wait; not `exact`: more than that."""

    group: str
    code: str
    fact: str
    label: Said
    severity: str
    fault: str
    message: Said
    count: int
    exact: bool


class RefOut(Schema):
    id: UUID
    name: str


class IssueOut(Schema):
    record: RefOut
    field: str
    label: Said
    group: str
    code: str
    severity: str
    message: Said
    raw: str
    proposal: str
    holder: Named | None
    until: date | None


class ReasonOut(Schema):
    """What would raise the score, and by how many points."""

    text: Said
    code: str
    field: str
    gain: float


class RecordIssueOut(Schema):
    field: str
    code: str
    severity: str
    message: Said


class RecordPairOut(Schema):
    id: UUID
    probability: float


class AbsorbedTrendOut(Schema):
    """What a record scored before it was merged, on the day `until`, into the one asked about."""

    id: UUID
    name: str
    until: date
    trend: list[DayOut]


class RecordQualityOut(Schema):
    """`trend`: every score with the day since which it held; the last is that of now."""

    quality: int | None
    trend: list[DayOut]
    absorbed: list[AbsorbedTrendOut]
    parts: dict[str, Any]
    reasons: list[ReasonOut]
    issues: list[RecordIssueOut]
    pairs: list[RecordPairOut]


class EstimateOut(Schema):
    """A share 0..1 with its 95 % interval and how many answers it rests on; null where there are none."""

    value: float | None
    low: float
    high: float
    answers: int


class MatchingOut(Schema):
    """`precision` of the pairs matching is sure of; `recall`: of the true pairs those it is sure of or asks about.

    `needed`: so many more sure pairs drawn by lot must be found right before matching may merge by itself; -1: not all
    that are drawn would do. `waiting` drawn pairs await an answer. The model has learnt from `learnt_from` answers,
    `fresh` ones came since. `merged`, `undone`: of the last 1,000 automatic merges.
    """

    type: str
    precision: EstimateOut
    recall: EstimateOut
    needed: int
    waiting: int
    learnt_from: int
    fresh: int
    automatic: bool
    merged: int
    undone: int
