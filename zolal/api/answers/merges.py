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
    """Two records that may be one, and why, in a sentence.

    `evidence` is [[field, how alike, weight]] in natural log odds, strongest first; "start" (any two records),
    "household" (two people of one household would look alike too) and "learnt" stand last. They add up to the log odds
    of the probability.
    """

    id: UUID
    type: str
    first: SideOut
    second: SideOut
    probability: float
    because: Said
    evidence: list[Any]
    effect: int
    decision: str
    decided_at: datetime | None
    skipped_at: datetime | None


class StepOut(Schema):
    """What one step adds to the log odds, and the probability after it. `level`: how alike the field is."""

    name: str
    label: Said
    level: Said
    weight: float
    probability: float


class WishOut(Schema):
    """A field supposed to be `equal` in both, or to differ, and what the probability would be then.

    `now` says how alike it is so far; where it is missing, `lacking` tells in which: "first", "second", "both".
    """

    field: str
    label: Said
    equal: bool
    now: Said
    lacking: str
    probability: float


class ExplainedPairOut(PairOut):
    """A pair with its waterfall, from the probability of any two records (`starts_at`), and what would settle it:
    fields that would each make it `certain`, the `nearest` where none would, and those that would rule it `out`."""

    starts_at: float
    steps: list[StepOut]
    certain: list[WishOut]
    nearest: list[WishOut]
    out: list[WishOut]


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
