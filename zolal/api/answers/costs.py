"""What the operations on the cost of bad data answer with."""

from __future__ import annotations

from ninja import Schema


class ItemOut(Schema):
    """What one price costs a year for the issues of a class in a field ("" where the class knows none)."""

    name: str
    group: str
    fact: str
    count: int
    rials: int


class CostOut(Schema):
    """In rials a year."""

    type: str
    total: int
    classes: dict[str, int]
    items: list[ItemOut]
    live: bool


class PriceOut(Schema):
    name: str
    rials: int
    times: int
    classes: list[str]
    fields: list[str]
