"""What the operations on imports, duplicates, merges, quality, the ledger and choices answer with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import BeforeValidator, Field

from zolal.api.shapes import ActionOut, Page, UserOut

Said = Annotated[str, BeforeValidator(str)]
"""A text in the user's language, put into words as late as possible."""


class JobOut(Schema):
    """Long work. `done` of `total` counts in what `stage` names; 0 of 0 where nothing can be counted."""

    id: UUID
    task: str
    state: str
    stage: str
    done: int
    total: int
    error: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


class ImportOut(Schema):
    """A file on its way in. `counts` is how many rows of each verdict; `action` what undo takes back."""

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
    number: int
    verdict: str
    cells: list[Any]
    mended: Any
    skipped: bool
    choices: Any
    twin: Any
    probability: float | None
    differences: list[DifferenceOut]
    troubles: list[RowTroubleOut]


class RowCount(Schema):
    rows: int


class SideOut(Schema):
    """One of two records."""

    id: UUID
    name: str
    version: int
    state: str


class PairOut(Schema):
    """Two records that may be one. `evidence` is [[field, how alike, weight]], strongest first."""

    id: UUID
    type: str
    first: SideOut
    second: SideOut
    probability: float
    evidence: list[Any]
    effect: int
    decision: str
    decided_at: datetime | None
    skipped_at: datetime | None


class LineOut(Schema):
    """A fact of both sides and which of them stays: "keep", "absorb", "neither" or, united, "both"."""

    fact: str
    keep: Any
    absorb: Any
    choice: str
    reason: Said
    differs: bool


class PlanOut(Schema):
    """What a merge would do; `moving` is what else would go along, and how many."""

    type: str
    keep: SideOut
    absorb: SideOut
    rule: str
    lines: list[LineOut]
    moving: dict[str, int]


class MergeOut(Schema):
    id: UUID
    type: str
    keep: SideOut
    absorb: SideOut
    rule: str
    choices: dict[str, str]
    action: ActionOut
    undone_by: ActionOut | None


class BetweenOut(Schema):
    """What was changed since a merge: `keeps` stays with the kept record, `returns` goes to the restored one."""

    keeps: dict[str, Any]
    returns: dict[str, Any]
    actions: list[ActionOut]
    later_merges: list[UUID]


class ClassOut(Schema):
    """One of the four classes of bad data."""

    name: str
    records: int
    share: float
    queue: str
    group: str


class DayOut(Schema):
    day: date
    quality: float


class BenchmarkOut(Schema):
    line: float
    firms_above: dict[str, float]
    study: Said


class DashboardOut(Schema):
    type: str
    figures: dict[str, Any]
    at: datetime
    live: bool
    classes: list[ClassOut]
    open_pairs: int
    trend: list[DayOut]
    benchmark: BenchmarkOut


class TableOut(Schema):
    """One kind of data, its fields, and the ways to get at it."""

    type: str
    records: int
    fields: list[dict[str, Any]]
    ways_out: list[str]


class CodeCountOut(Schema):
    group: str
    code: str
    fact: str
    label: Said
    severity: str
    fault: str
    message: Said
    count: int


class RefOut(Schema):
    id: UUID
    name: str


class IssueOut(Schema):
    record: RefOut
    field: str
    label: Said
    group: str
    code: str
    severity: str
    message: Said
    raw: str
    proposal: str


class ReasonOut(Schema):
    """What would raise the score, and by how many points."""

    text: Said
    code: str
    field: str
    gain: float


class RecordIssueOut(Schema):
    field: str
    code: str
    severity: str
    message: Said


class RecordPairOut(Schema):
    id: UUID
    probability: float


class RecordQualityOut(Schema):
    quality: int | None
    parts: dict[str, Any]
    reasons: list[ReasonOut]
    issues: list[RecordIssueOut]
    pairs: list[RecordPairOut]


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


class ActionDetail(ActionOut):
    """With what it changed; `hidden` counts records that you may not see."""

    changes: Page[TouchedOut]
    hidden: int


class KeptOut(Schema):
    """What an undo left as it was, because somebody changed it since; `whole`: a record that stays."""

    type: str
    facts: dict[str, Any]
    whole: bool


class UndoneOut(Schema):
    """`job` goes on with it where it is too much for one answer."""

    action: ActionOut
    restored: int
    kept: list[KeptOut]
    job: JobOut | None = None


class WordOut(Schema):
    """A tag or a category."""

    id: str
    name: str
    colour: str


class ViewOut(Schema):
    """A list under a name; `query` is its query string."""

    id: UUID
    type: str
    name: str
    query: str
    shared: bool
    by: str


class FieldOut(Schema):
    name: str
    label: Said
    group: str
    group_label: Said
    shape: str
    kind: str


class TokenOut(Schema):
    id: UUID
    name: str
    scope: str
    created_at: datetime
    last_used_at: datetime | None


class NewTokenOut(TokenOut):
    """`secret` is shown this once."""

    secret: str


class MeOut(UserOut):
    """`verbs` is what the role may do."""

    language: str
    digits: str
    theme: str
    verbs: list[str]


class InvitedOut(UserOut):
    """`link` works once."""

    link: str


class LinkOut(Schema):
    link: str


class SourceOut(Schema):
    """`trust` 0 to 100: the value from the more trusted source survives a merge."""

    id: str
    name: str
    method: str
    trust: int


class RelativeOut(Schema):
    """Somebody related; `outward` where the relation was told from this side."""

    id: UUID
    name: str
    kind: str
    outward: bool


class TieOut(Schema):
    person: UUID
    other: UUID
    kind: str
