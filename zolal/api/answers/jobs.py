"""What the operations on jobs answer with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema


class JobOut(Schema):
    """Long work. `done` of `total` counts in what `stage` names; 0 of 0 where nothing can be counted."""

    id: UUID
    task: str
    state: str
    stage: str
    done: int
    total: int
    error: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
