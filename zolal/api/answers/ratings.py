"""What the operations on ratings of values answer with."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema


class RatedOut(Schema):
    """A value that was checked: "confirmed" or "wrong", how, by whom and when."""

    field: str
    value: str
    verdict: str
    method: str
    note: str
    who: str
    when: datetime
