"""What the operations on silence answer with."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from zolal.api.answers.signals import HearingOut


class LongerOut(Schema):
    days: int
    people: int


class KindOut(Schema):
    """`kind` is that of the last sign of life, or "never"."""

    kind: str
    people: int


class SilenceOut(Schema):
    """`measured_from` is null, and nobody silent, where no sign of life was ever told. `cost` is rials a year.

    All but `companies` is of people: those are companies of which nothing was heard, nor of anybody who works there.
    """

    silent: int
    unreachable: int
    period: int
    longer: list[LongerOut]
    kinds: list[KindOut]
    listening: list[HearingOut]
    measured_from: date | None
    cost: int | None
    companies: int
    at: datetime


class QuietOut(Schema):
    """Somebody silent, and when each sign of life was last told."""

    id: UUID
    name: str
    since: date
    email_opened: date | None
    site_visited: date | None
    asset_engaged: date | None
    call_answered: date | None


class ClosingOut(Schema):
    at: datetime
    by: str
    closed: int


class RestingOut(Schema):
    """Those archived as silent; `closable` of them for more than `days`. What was closed is told in numbers only."""

    waiting: int
    closable: int
    days: int
    closed: list[ClosingOut]
