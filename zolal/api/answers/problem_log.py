"""What the operations on the problem log answer with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema

from zolal.api.shapes import Named


class NoteOut(Schema):
    """What somebody said about a problem."""

    id: UUID
    by: Named
    at: datetime
    text: str


class LoggedOut(Schema):
    """A problem. `about` is "person", "company", "import", "field" or ""; `key` names which, "" where it is hidden.

    `brought_nothing`: the process behind it has brought no benefit and should be given up.
    """

    id: UUID
    kind: str
    title: str
    text: str
    hours: float
    brought_nothing: bool
    about: str
    key: str
    state: str
    solution: str
    by: Named
    at: datetime
    ended_by: Named | None
    ended_at: datetime | None


class LoggedDetail(LoggedOut):
    notes: list[NoteOut]


class TallyOut(Schema):
    """`kinds`: all problems of each kind, how many are not ended, the hours they cost. `months`: by Jalali month."""

    kinds: list[dict[str, str | int | float]]
    months: list[dict[str, str | int]]
    brought_nothing: int
