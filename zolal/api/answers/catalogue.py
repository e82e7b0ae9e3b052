"""What the operations on the data catalogue answer with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema


class CataloguedOut(Schema):
    """`worth` is 0 to 5; `figures` null before the first counting, and for who does not see all records."""

    field: str
    label: str
    group: str
    shape: str
    kind: str
    worth: int
    share: float | None
    figures: dict[str, Any] | None


class CatalogueOut(Schema):
    """`coverage` is how full the fields are, each weighing its worth; `seen_by` what each role sees and takes out."""

    type: str
    coverage: float
    at: datetime | None
    fields: list[CataloguedOut]
    ways_out: dict[str, list[str]]
    seen_by: dict[str, str]


class PlaceOut(Schema):
    id: UUID
    name: str
    kind: str
    holds: str
    keeper: str
    reached: str
    readers: str
    is_reachable: bool


class MajorityOut(Schema):
    field: str
    value: str
    share: float
    known: int


class DefaultOut(MajorityOut):
    """What was entered by hand since it was chosen, and whether the default biases that."""

    id: int
    since: datetime
    entered: int
    with_default: int
    biases: bool


class DefaultsOut(Schema):
    """`proposals` could become defaults, `defaults` are offered by forms."""

    proposals: list[MajorityOut]
    defaults: list[DefaultOut]


class IndicatorOut(Schema):
    """`query` is the list of those who have it; `count` is "more than" where it is not exact."""

    id: UUID
    name: str
    query: str
    points: int
    count: int | None
    is_exact: bool


class FitOut(Schema):
    """`points` is [[points, records]]; `none` are records without points."""

    indicators: list[IndicatorOut]
    points: list[list[int]]
    none: int
