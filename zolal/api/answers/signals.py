"""What the operations on signals answer with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema


class RefusedOut(Schema):
    """A signal of the call that was not written: its place in the list, from 0, and why."""

    at: int
    reason: str


class RecordedOut(Schema):
    """`known`: told before under the same key."""

    recorded: int
    known: int
    refused: list[RefusedOut]


class SignalOut(Schema):
    id: UUID
    kind: str
    at: datetime
    source: str
    detail: dict[str, Any]


class HeardOut(Schema):
    """The last day of each kind, and the signals themselves, newest first."""

    last: dict[str, date | None]
    items: list[SignalOut]
    next: str


class HearingOut(Schema):
    """Since when, and until when, a kind of signal is told; null where it never was."""

    kind: str
    of_life: bool
    since: date | None
    until: date | None
