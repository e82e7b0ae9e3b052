"""What the operations on shared records and deputies answer with."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from zolal.api.shapes import Named


class SharedWithOut(Schema):
    """With one user or one team; `level` is "read" or "edit"."""

    id: UUID
    user: Named | None
    team: Named | None
    level: str
    by: Named | None
    at: datetime


class DeputyOut(Schema):
    """`deputy` stands in for `user`, on all days from the first to the last."""

    id: UUID
    user: Named
    deputy: Named
    begins_on: date
    ends_on: date
    note: str
