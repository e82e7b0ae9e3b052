"""What the operations on the score's weights answer with."""

from __future__ import annotations

from ninja import Schema


class AimsOut(Schema):
    """`choices` are the fields a goal can need; `recomputing`: scores are still on their way to these weights."""

    type: str
    weights: dict[str, int]
    goal: list[str]
    choices: list[str]
    recomputing: bool


class SpreadOut(Schema):
    """`bands`: how many have 0 to 9, 10 to 19, … 90 to 100 points."""

    mean: float
    low: float
    median: float
    high: float
    bands: list[int]


class PreviewOut(Schema):
    """By scope: "all" data, and that which the "goal" needs."""

    records: int
    now: dict[str, SpreadOut]
    then: dict[str, SpreadOut]
