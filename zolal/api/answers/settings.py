"""What the operations on settings answer with."""

from __future__ import annotations

from ninja import Schema


class SourceOut(Schema):
    """`trust` 0 to 100: the value from the more trusted source survives a merge."""

    id: str
    name: str
    method: str
    trust: int
