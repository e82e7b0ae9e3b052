"""Numbers, identities and days as addresses and forms give them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

_ISO = len("2026-11-30")
_LONGEST = 18
"""Digits that every column for numbers can hold."""


def whole_number(text: str) -> int | None:
    """A number from 0 on; None for what is none, or larger than any that we gave out."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None


def uid_of(text: str) -> UUID | None:
    """An identity; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def moment_of(text: str) -> datetime | None:
    """A moment of UTC in ISO with its "Z"; None for what is none."""
    try:
        return datetime.fromisoformat(text) if text.endswith("Z") and len(text) > _ISO else None
    except ValueError:
        return None


def address_of(moment: datetime) -> str:
    """A moment as an address names it, for `moment_of`."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def day_of(text: str) -> date | None:
    """A day in ISO; None for what is none."""
    try:
        return date.fromisoformat(text) if len(text) == _ISO else None
    except ValueError:
        return None
