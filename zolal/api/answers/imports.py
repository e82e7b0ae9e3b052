"""What the operations on imports answer with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from zolal.api.answers.jobs import JobOut
from zolal.api.answers.said import Said
from zolal.api.shapes import ClosedAddressOut


class ImportOut(Schema):
    """A file on its way in. `counts` is how many rows of each verdict, and how many hold an address that is not to be
    used ("suppressed"); `action` what undo takes back."""

    id: UUID
    type: str
    filename: str
    state: str = Field(examples=["mapping"])
    policy: str
    rows: int
    counts: dict[str, Any]
    error: str
    by: str
    job: JobOut | None
    action: UUID | None
    created_at: datetime


class ImportDetail(ImportOut):
    """With what was found out about the file, and its columns with the proposed fields."""

    found: dict[str, Any]
    columns: list[dict[str, Any]]
    reading: dict[str, Any]


class DifferenceOut(Schema):
    """A fact of the record and of the row; `taken` where the row's goes in."""

    fact: str
    now: Any
    file: Any
    taken: bool


class RowTroubleOut(Schema):
    """What is wrong with a row; `column` null for the row as a whole."""

    column: int | None
    header: str
    field: str
    code: str
    severity: str
    value: str
    message: Said
    proposal: str


class ImportRowOut(Schema):
    """`unchanged`: the row would go into the record it was recognised as, and change nothing there. `suppressed`: which
    of its addresses are not to be used."""

    number: int
    verdict: str
    cells: list[Any]
    mended: Any
    skipped: bool
    choices: Any
    twin: Any
    probability: float | None
    differences: list[DifferenceOut]
    unchanged: bool
    troubles: list[RowTroubleOut]
    suppressed: list[ClosedAddressOut]


class RowCount(Schema):
    rows: int
