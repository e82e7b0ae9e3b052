"""What the operations on relations answer with."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema


class EndOut(Schema):
    type: str
    id: UUID
    name: str


class RelativeOut(Schema):
    """One that a record belongs with; `word` says what that one is to the record.

    `relation` is null for what follows from fields: the company of a person, the people of a company. `outward` where
    the relation was told from this side. `until` null: still so.
    """

    relation: UUID | None
    id: UUID
    type: str
    name: str
    kind: str
    word: str
    outward: bool
    since: date | None
    until: date | None
    note: str


class TieOut(Schema):
    """`first` is `word` of `second`."""

    id: UUID
    first: EndOut
    second: EndOut
    kind: str
    word: str
    since: date | None
    until: date | None
    note: str


class RelationRoleOut(Schema):
    """`word` is what the first is to the second, `reverse` the other way; types are "person", "company" or ""."""

    id: UUID
    code: str
    word: str
    reverse: str
    symmetric: bool
    first_type: str
    second_type: str
    active: bool
