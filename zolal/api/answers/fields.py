"""What the operations on the register of fields answer with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema


class UseOut(Schema):
    """`kind` is report, view, essential, score, matching, rule or segment; `id` where the thing has one."""

    kind: str
    title: str
    id: str


class PolicyOut(Schema):
    """`market` "" is every target market."""

    id: UUID
    type: str
    field: str
    market: str
    purpose: str
    whom: str
    way: str
    basis: str
    benefit: str


class FieldEntryOut(Schema):
    """`share` of the records that have it, null where nobody counts that."""

    field: str
    label: str
    group: str
    share: float | None
    uses: list[UseOut]
    policies: list[PolicyOut]
    lacks_report: bool
    is_unused: bool


class ReportOut(Schema):
    id: UUID
    type: str
    name: str
    decision: str
    readers: str
    rhythm: str
    fields: list[str]


class CommentOut(Schema):
    by: str
    at: datetime
    stance: str
    text: str


class ProposalOut(Schema):
    id: UUID
    type: str
    kind: str
    field: str
    title: str
    reason: str
    report: UUID | None
    state: str
    by: str
    at: datetime
    agree: int
    disagree: int
    decided_by: str
    decision: str


class ProposalDetail(ProposalOut):
    comments: list[CommentOut]


class AskingOut(Schema):
    """`field` is the one worth asking for, "" where nothing is missing or the customer was asked enough."""

    field: str
    label: str
    gain: float
    asked: int
    most: int
    days: int
    free_at: datetime | None
