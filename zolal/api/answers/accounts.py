"""What the operations on users and tokens answer with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema

from zolal.api.shapes import UserOut


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
