"""Numbers as addresses and forms give them."""

from __future__ import annotations

_LONGEST = 18
"""Digits that every column for numbers can hold."""


def whole_number(text: str) -> int | None:
    """A number from 0 on; None for what is none, or larger than any that we gave out."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None
