"""What the operations on relations answer with."""

from __future__ import annotations

from uuid import UUID

from ninja import Schema


class RelativeOut(Schema):
    """Somebody related; `outward` where the relation was told from this side."""

    id: UUID
    name: str
    kind: str
    outward: bool


class TieOut(Schema):
    person: UUID
    other: UUID
    kind: str
