"""What the operations on the ledger answer with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Schema

from zolal.api.answers.jobs import JobOut
from zolal.api.shapes import ActionOut, Page


class BeforeAfter(Schema):
    before: Any
    after: Any


class HappeningOut(Schema):
    """What one action did to a record; `of_merged` where it was done to one that it absorbed."""

    action: ActionOut
    facts: dict[str, BeforeAfter]
    raw: dict[str, Any]
    created: bool
    removed: bool
    of_merged: Any


class TouchedOut(Schema):
    """What an action did to one record; `id` null where that is no more."""

    type: str
    id: UUID | None
    name: str
    facts: dict[str, BeforeAfter]
    created: bool
    removed: bool


class KeptOut(Schema):
    """What an undo left as it was, because somebody changed it since, as it is now; `whole`: a record that stays."""

    type: str
    id: UUID
    name: str
    facts: dict[str, Any]
    whole: bool


class ActionDetail(ActionOut):
    """With what it changed; `hidden` counts records that you may not see.

    Of an undo `kept` are the first thousand records that it left as they were, as far as you may see them, and
    `kept_count` says how many there were.
    """

    changes: Page[TouchedOut]
    hidden: int
    kept: list[KeptOut]
    kept_count: int


class UndoneOut(Schema):
    """`job` goes on with it where it is too much for one answer; what that kept is named by `action` in the ledger."""

    action: ActionOut
    restored: int
    kept: list[KeptOut]
    job: JobOut | None = None
