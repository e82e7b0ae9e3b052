"""What stands in a calendar file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Repeat = Literal["", "daily", "weekly", "monthly"]


class Refused(ValueError):
    """A file that is no calendar, or too large; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day (`start` and `end` are dates, the end not included) or at a time (aware moments)."""

    uid: str
    start: datetime | date
    end: datetime | date | None
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    category: str = ""
    is_cancelled: bool = False
    is_task: bool = False
    is_done: bool = False
    stamp: datetime | None = None
    sequence: int = 0
    latitude: float | None = None
    longitude: float | None = None
    emails: tuple[str, ...] = ()
    repeat: Repeat = ""
    repeat_every: int | None = None
    repeats_otherwise: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a file held: its events, and how many had no day that could be read."""

    events: Sequence[Event]
    unreadable: int = 0
    zones: frozenset[str] = field(default_factory=frozenset)
    """Zones nobody knows; their times were taken for those of the installation."""
