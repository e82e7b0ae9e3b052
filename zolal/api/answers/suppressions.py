"""What the operations on suppressed addresses answer with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema


class SuppressionOut(Schema):
    """`address` is "" where the person was erased; `removed_at` is set where it may be used again."""

    id: UUID
    channel: str
    address: str
    reason: str
    note: str
    source: str
    by: str
    at: datetime
    removed_at: datetime | None
    removed_because: str


class SuppressedOut(Schema):
    """`known`: on the list already; `refused`: the places, from 0, of those that are no address."""

    added: int
    known: int
    refused: list[int]


class CheckedOut(Schema):
    """One answer for each address, in order."""

    suppressed: list[bool]
