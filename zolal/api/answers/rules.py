"""What the operations on rules answer with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from zolal.api.answers.said import Said


class RuleOut(Schema):
    """`issues` is how many it has found among the records you may see; `standard` names one that comes with Zolal."""

    id: UUID
    type: str
    name: str
    kind: str
    parameters: dict[str, Any]
    severity: str
    message: str
    sentence: Said
    active: bool
    standard: str
    code: str
    version: int
    issues: int
    edited_by: str
    edited_at: datetime | None


class ExampleOut(Schema):
    id: UUID
    name: str
    field: str
    value: str


class TriedOut(Schema):
    """`count` of `looked_at` active records; `exact`: these are all.

    `estimate` of all that are caught, 19 times in 20 from `low` to `high`; null where too little was looked at.
    """

    sentence: Said
    count: int
    looked_at: int
    exact: bool
    estimate: int | None
    low: int | None
    high: int | None
    examples: list[ExampleOut]


class CaughtOut(Schema):
    name: str
    caught: int


class HistoryOut(Schema):
    """`caught` of the newest `looked_at` writes; `exact`: these are all since that day."""

    since: date
    caught: int
    looked_at: int
    exact: bool
    sources: list[CaughtOut]
    people: list[CaughtOut]


class BuiltInOut(Schema):
    code: str
    severity: str
    sentence: Said


class FieldRulesOut(Schema):
    """What Zolal checks of a field by itself."""

    field: str
    label: Said
    rules: list[BuiltInOut]
