"""What the operations on prices answer with."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema

from zolal.api.shapes import Named


class PriceGroupOut(Schema):
    """`discount_percent` is off the price of the catalogue, for products that no list names; null for who does not see
    prices."""

    id: UUID
    name: str
    discount_percent: float | None
    customers: int
    holds: Named | None


class PriceListOut(Schema):
    """`prices` is {id of a product: rials for one unit}."""

    id: UUID
    group: Named
    name: str
    starts_on: date
    ends_on: date | None
    prices: dict[str, int]


class ProductPriceOut(Schema):
    """`price` in rials, null where none has been set; `reason` says which rule gave it."""

    product: UUID
    price: int | None
    reason: str
    group: Named | None
    price_list: Named | None


class PreferenceOut(Schema):
    id: UUID
    product: Named | None
    category: Named | None
    priority: int
    note: str


class TermsOut(Schema):
    """`own`: the group of this customer; `group`: the one that counts, perhaps that of their company."""

    own: Named | None
    group: Named | None
    preferences: list[PreferenceOut]


class PriceSheetRowOut(Schema):
    """`part` is new, change, same or wrong; `before` and `after` in rials; `errors` by field."""

    number: int
    name: str
    part: str
    product: UUID | None
    before: int | None
    after: int | None
    errors: dict[str, list[str]]


class PriceSheetOut(Schema):
    id: UUID
    name: str
    price_list: UUID
    left_out: list[str]
    counts: dict[str, int]
    rows: list[PriceSheetRowOut]


class PriceSheetTaken(Schema):
    action: UUID | None
    price_list: UUID
    set: int
