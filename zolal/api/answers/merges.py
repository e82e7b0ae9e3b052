"""What the operations on duplicates and merges answer with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from zolal.api.answers.said import Said
from zolal.api.shapes import ActionOut


class SideOut(Schema):
    """One of two records."""

    id: UUID
    name: str
    version: int
    state: str


class PairOut(Schema):
    """Two records that may be one. `evidence` is [[field, how alike, weight]], strongest first."""

    id: UUID
    type: str
    first: SideOut
    second: SideOut
    probability: float
    evidence: list[Any]
    effect: int
    decision: str
    decided_at: datetime | None
    skipped_at: datetime | None


class LineOut(Schema):
    """A fact of both sides and which of them stays: "keep", "absorb", "neither" or, united, "both"."""

    fact: str
    keep: Any
    absorb: Any
    choice: str
    reason: Said
    differs: bool


class PlanOut(Schema):
    """What a merge would do; `moving` is what else would go along, and how many."""

    type: str
    keep: SideOut
    absorb: SideOut
    rule: str
    lines: list[LineOut]
    moving: dict[str, int]


class MergeOut(Schema):
    id: UUID
    type: str
    keep: SideOut
    absorb: SideOut
    rule: str
    choices: dict[str, str]
    action: ActionOut
    undone_by: ActionOut | None


class BetweenOut(Schema):
    """What was changed since a merge: `keeps` stays with the kept record, `returns` goes to the restored one."""

    keeps: dict[str, Any]
    returns: dict[str, Any]
    actions: list[ActionOut]
    later_merges: list[UUID]
