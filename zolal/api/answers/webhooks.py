"""What the operations on webhooks answer with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from zolal.api.shapes import Named


class EndpointOut(Schema):
    """`stopped` says why it is not `active`: "by hand", "gone" (it answered 410) or "failing" (for five days)."""

    id: UUID
    url: str
    description: str
    patterns: list[str]
    with_values: bool
    reader: Named
    active: bool
    stopped: str
    failing_since: datetime | None
    by: Named
    created_at: datetime


class NewEndpointOut(EndpointOut):
    """With the secret that signs, which is told only once."""

    secret: str


class DeliveryOut(Schema):
    """A message on its way: "waiting", "arrived" or "failed". `message` is its `webhook-id`."""

    id: UUID
    message: UUID
    type: str
    at: datetime
    state: str
    tried: int
    status: int | None
    next_at: datetime | None


class AttemptOut(Schema):
    """`status` null: nobody answered, `error` says why. Of an answer the first two kilobytes are kept."""

    at: datetime
    milliseconds: int
    status: int | None
    answer: str
    error: str


class DeliveryDetail(DeliveryOut):
    body: dict[str, Any]
    attempts: list[AttemptOut]


class ReplayedOut(Schema):
    count: int
