"""What the operations on invoices and payments answer with."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from zolal.api.shapes import Named


class InvoiceLineOut(Schema):
    """`quantity` is a decimal number as a text, exact; amounts are rials, percentages per cent.

    `net` is after the discount, `total` with the tax. Amounts are null for who does not see
    them, or does not see what products cost.
    """

    product: UUID | None
    name: str
    goods_id: str
    unit: str
    quantity: str
    price: int | None
    discount_percent: float | None
    discount: int | None
    tax_percent: float
    tax: int | None
    net: int | None
    total: int | None


class InvoiceOut(Schema):
    """`kind`: "sale" or "return"; `status`: "draft", "issued", "cancelled". `replaced`: another stands in its place.

    Amounts are rials, null for who does not see them. `seller` and `buyer` hold the legal fields; of an issued one they
    never change.
    """

    id: UUID
    version: int
    kind: str
    status: str
    code: str
    year: int | None
    number: int | None
    corrects: UUID | None
    replaced: bool
    person: Named | None
    company: Named | None
    owner: Named | None
    issued_on: date | None
    due_on: date | None
    seller: dict[str, str]
    buyer: dict[str, str]
    note: str
    subtotal: int | None
    discount: int | None
    tax: int | None
    total: int | None
    paid: int | None
    credited: int | None
    balance: int | None
    created_at: datetime
    updated_at: datetime


class PaymentOut(Schema):
    """`amount` in rials, null for who does not see amounts; below nothing: money given back."""

    id: UUID
    invoice: UUID
    on: date
    amount: int | None
    method: str
    reference: str
    note: str


class InvoiceDetail(InvoiceOut):
    """With lines, payments and what corrects it. `wrong` and `missing` are about the buyer's legal fields."""

    lines: list[InvoiceLineOut]
    payments: list[PaymentOut]
    corrections: list[UUID]
    wrong: dict[str, str]
    missing: list[str]


class TaxLackOut(Schema):
    """`problems` by field, such as "buyer.postal_code" or "lines.2.goods_id"."""

    invoice: UUID
    code: str
    problems: dict[str, str]


class TaxOut(Schema):
    """How many were issued, how many of them are whole, and what the others lack."""

    count: int
    whole: int
    lacking: list[TaxLackOut]


class DebtOut(Schema):
    """What a customer owes in rials: not yet due, up to 30, 60, 90 days over due, longer."""

    customer: Named | None
    type: str
    parts: list[int]
    total: int


class EntryOfAccount(Schema):
    day: date
    invoice: UUID
    payment: UUID | None
    charged: int
    credited: int
    balance: int


class AccountOut(Schema):
    """`opening` is what was owed before the first day, `closing` after the last."""

    opening: int
    closing: int
    entries: list[EntryOfAccount]
