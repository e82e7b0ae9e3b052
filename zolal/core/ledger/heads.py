"""What a write needs to know of a record besides its facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zolal.core.ledger.facts import RecordType


@dataclass(frozen=True, slots=True)
class Head:
    """A record's identity and version."""

    version: int
    provenance: dict[str, int]
    uid: UUID
    created_at: datetime


def heads(kind: RecordType, ids: Iterable[int]) -> dict[int, Head]:
    """The records that exist, locked until the transaction ends (SQLite's transaction is the lock)."""
    rows = kind.model.objects.filter(pk__in=list(ids)).select_for_update().order_by("pk")
    return {
        row[0]: Head(*row[1:])
        for row in rows.values_list("pk", "version", "provenance", "uid", "created_at").iterator()
    }
