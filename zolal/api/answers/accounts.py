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
    """`verbs` is what the role may do; `second_factor`: whether a code is asked for at log-in."""

    language: str
    digits: str
    theme: str
    money: str
    second_factor: bool
    verbs: list[str]


class OfferOut(Schema):
    """`address` is what the picture says that apps read."""

    secret: str
    address: str


class RecoveryCodesOut(Schema):
    """Each lets you in once where the app is lost; shown this once."""

    recovery_codes: list[str]


class InvitedOut(UserOut):
    """`link` works once."""

    link: str


class LinkOut(Schema):
    link: str
