"""What the operations on products answer with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from zolal.api.shapes import Named


class ProductOut(Schema):
    """`price` in rials, for one unit, null for who does not see prices; `tax_percent` in per cent; `state`
    "archived": out of sale; `fields` are those of one's own."""

    id: UUID
    version: int
    state: str
    name: str
    code: str
    kind: str
    category: Named | None
    unit: str
    price: int | None
    tax_percent: float
    goods_id: str
    priority: int | None
    description: str
    fields: dict[str, Any]
    created_at: datetime
    updated_at: datetime


class ProductWritten(Schema):
    """The product, and the action that can be undone; null where nothing changed."""

    product: ProductOut
    action: UUID | None


class ProductCategoryOut(Schema):
    """`products` counts those on sale that stand in it directly."""

    id: UUID
    name: str
    path: str
    parent: UUID | None
    products: int


class ProductSheetRowOut(Schema):
    """`part`: "new", "change", "same" or "wrong"; `changes` is {field: [before, after]}."""

    number: int
    name: str
    part: str
    product: UUID | None
    changes: dict[str, list[Any]]
    errors: dict[str, list[str]]


class ProductSheetOut(Schema):
    id: UUID
    name: str
    left_out: list[str]
    counts: dict[str, int]
    rows: list[ProductSheetRowOut]


class ProductSheetTaken(Schema):
    action: UUID | None
    created: int
    changed: int
