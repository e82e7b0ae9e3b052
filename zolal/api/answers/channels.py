"""What the operations on sales channels answer with."""

from __future__ import annotations

from uuid import UUID

from ninja import Schema

from zolal.api.shapes import Named


class ChannelSums(Schema):
    """In rials: deals that are open, deals that were won, what was invoiced; null where it is kept from
    you."""

    open: int | None
    won: int | None
    invoiced: int | None


class ChannelOut(Schema):
    """`regions`: provinces, none: everywhere; `products` and `categories`: ids, none: everything. `own` is what went
    through this channel, `all` with those it serves. `margin_percent` is null also where margins are kept from you."""

    id: UUID
    company: Named
    kind: str
    parent: UUID | None
    manager: Named | None
    address: str
    margin_percent: float | None
    regions: list[str]
    products: list[UUID]
    categories: list[UUID]
    note: str
    own: ChannelSums
    all: ChannelSums
