"""Addresses that are not to be used: put on the list, asked for, and seldom taken off."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from zolal.activities.actions.suppressions import AT_ONCE, Entry, lift, suppress
from zolal.activities.addresses import read_address
from zolal.activities.models import Suppression
from zolal.activities.queries.suppressions import suppression_of, suppression_page
from zolal.activities.suppressed import suppressed
from zolal.api.answers.suppressions import CheckedOut, SuppressedOut, SuppressionOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import Page, page_out

suppressions = Router(tags=["Suppression"])

Channel = Literal["email", "sms", "call"]
Reason = Literal["unsubscribed", "bounced", "complaint", "by_hand", "legal"]


class AddressIn(Schema):
    channel: Channel = "email"
    address: str = Field(max_length=1_000)
    reason: Reason = "by_hand"
    note: str = Field("", max_length=500)


class AddressesIn(Schema):
    """`source` names who tells."""

    source: str = Field("API", min_length=1, max_length=200)
    addresses: list[AddressIn] = Field(min_length=1, max_length=AT_ONCE)


class Asked(Schema):
    channel: Channel = "email"
    addresses: list[str] = Field(min_length=1, max_length=AT_ONCE)


class Lifted(Schema):
    because: str = Field(max_length=500)


class SuppressionQuery(Schema):
    """`search` is part of an address, or a whole one of which only the digest is left; `removed`: those taken off;
    `action`: those that one import put there."""

    search: str = ""
    channel: str = ""
    removed: bool = False
    action: UUID | None = None
    after: str = ""


@suppressions.get("", auth=needs("records.read"), response=Page[SuppressionOut], summary="The list, newest first")
def index(request: HttpRequest, query: Query[SuppressionQuery]) -> Any:  # noqa: ANN401
    found = suppression_page(
        user=user_of(request),
        search=query.search,
        channel=query.channel,
        removed=query.removed,
        action=query.action,
        after=query.after,
    )
    return page_out(map(_out, found.entries), next=found.next)


@suppressions.post("", auth=needs("signals.write"), response=SuppressedOut, summary="Suppress one address or many")
def add(request: HttpRequest, given: AddressesIn) -> Any:  # noqa: ANN401
    entries = [Entry(one.channel, one.address, one.reason, one.note) for one in given.addresses]
    done = suppress(entries=entries, by=user_of(request), source=given.source, method="api")
    return {"added": done.added, "known": done.known, "refused": list(done.refused)}


@suppressions.post("/check", auth=needs("records.read"), response=CheckedOut, summary="May these be used?")
def check(request: HttpRequest, given: Asked) -> Any:  # noqa: ANN401, ARG001
    keys = [address[1] if (address := read_address(given.channel, text)) else "" for text in given.addresses]
    found = suppressed((given.channel, key) for key in keys)
    return {"suppressed": [(given.channel, key) in found for key in keys]}


@suppressions.post(
    "/{uuid:uid}/lift", auth=needs("settings.write"), response=SuppressionOut, summary="Let an address be used again"
)
def off(request: HttpRequest, uid: UUID, given: Lifted) -> Any:  # noqa: ANN401
    user = user_of(request)
    return _out(lift(entry=suppression_of(user, uid), because=given.because, by=user))


def _out(one: Suppression) -> dict[str, Any]:
    return {
        "id": one.uid,
        "channel": one.channel,
        "address": one.address,
        "reason": one.reason,
        "note": one.note,
        "source": one.source.name,
        "by": one.by.name if one.by else "",
        "at": one.at,
        "removed_at": one.removed_at,
        "removed_because": one.removed_because,
    }
