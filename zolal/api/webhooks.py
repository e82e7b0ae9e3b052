"""Webhooks: where other programs hear of changes, what was sent, and sending it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from zolal.accounts.queries.users import user_by_uid
from zolal.api.answers.webhooks import DeliveryDetail, DeliveryOut, EndpointOut, NewEndpointOut, ReplayedOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import Page, Seen, page_out, user_named
from zolal.connect.actions.deliveries import replay, replay_range
from zolal.connect.actions.endpoints import (
    change_endpoint,
    create_endpoint,
    delete_endpoint,
    rotate_secret,
    send_test,
)
from zolal.connect.kinds import kinds
from zolal.connect.models import Delivery, Endpoint
from zolal.connect.queries.endpoints import delivery_by_uid, endpoint_by_uid, endpoints, message_of, sent_to

webhooks = Router(tags=["Webhooks"])
VERB = "webhooks.manage"


class EndpointIn(Schema):
    """`patterns`: "*", "person.*", "*.removed", "company.created". `reader`: whose eyes limit what is sent; you."""

    url: str
    patterns: list[str]
    description: str = ""
    with_values: bool = False
    reader: UUID | None = None


class EndpointSeen(Seen):
    url: str = ""
    patterns: list[str] = Field(default_factory=list)
    description: str = ""
    with_values: bool = False
    reader: UUID | None = None


class EndpointEdit(Schema):
    """`active`: false switches it off, what waits stays waiting; true switches it on.

    With `seen`, what somebody else has changed since is not overwritten: 409.
    """

    seen: EndpointSeen = EndpointSeen()
    url: str | None = None
    patterns: list[str] | None = None
    description: str | None = None
    with_values: bool | None = None
    reader: UUID | None = None
    active: bool | None = None


class SentQuery(Schema):
    """`after` is a cursor."""

    state: Literal["waiting", "arrived", "failed", ""] = ""
    after: str = ""
    size: int = 50


class Range(Schema):
    """What happened from `since` to before `until` (now); with `only_failed` false what arrived too."""

    since: datetime
    until: datetime | None = None
    only_failed: bool = True


@webhooks.get("", auth=needs(VERB), response=Page[EndpointOut], summary="Endpoints")
def index(request: HttpRequest) -> Any:  # noqa: ANN401
    return page_out(map(endpoint_out, endpoints(user_of(request))))


@webhooks.get("/kinds", auth=needs(VERB), response=list[str], summary="Kinds of events there are")
def every_kind(request: HttpRequest) -> Any:  # noqa: ANN401, ARG001
    return kinds()


@webhooks.post("", auth=needs(VERB), response={201: NewEndpointOut}, summary="A new endpoint; its secret is told once")
def create(request: HttpRequest, given: EndpointIn) -> Any:  # noqa: ANN401
    made = create_endpoint(**_given(given.dict()), by=user_of(request))
    return Status(201, {**endpoint_out(made.endpoint), "secret": made.secret})


@webhooks.get("/{uuid:uid}", auth=needs(VERB), response=EndpointOut, summary="An endpoint")
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return endpoint_out(endpoint_by_uid(user_of(request), uid))


@webhooks.patch("/{uuid:uid}", auth=needs(VERB), response=EndpointOut, summary="Change it, switch it off or on")
def change(request: HttpRequest, uid: UUID, given: EndpointEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = given.dict(exclude_unset=True, exclude={"seen"})
    wanted, seen = {name: value for name, value in told.items() if value is not None}, _given(given.seen.told())
    change_endpoint(endpoint=endpoint_by_uid(user, uid), **_given(wanted), seen=seen, by=user)
    return endpoint_out(endpoint_by_uid(user, uid))


@webhooks.delete("/{uuid:uid}", auth=needs(VERB), response={204: None}, summary="Delete it, with its log")
def delete(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    delete_endpoint(endpoint=endpoint_by_uid(user, uid), by=user)
    return Status(204, None)


@webhooks.post("/{uuid:uid}/secret", auth=needs(VERB), response=NewEndpointOut, summary="Another secret, told once")
def rotate(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    """For a day the old one signs too."""
    user = user_of(request)
    made = rotate_secret(endpoint=endpoint_by_uid(user, uid), by=user)
    return {**endpoint_out(endpoint_by_uid(user, uid)), "secret": made.secret}


@webhooks.post("/{uuid:uid}/test", auth=needs(VERB), response={201: DeliveryOut}, summary="Send a test")
def test(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return Status(201, delivery_out(send_test(endpoint=endpoint_by_uid(user, uid), by=user)))


@webhooks.get("/{uuid:uid}/deliveries", auth=needs(VERB), response=Page[DeliveryOut], summary="What was sent there")
def sent(request: HttpRequest, uid: UUID, query: Query[SentQuery]) -> Any:  # noqa: ANN401
    user = user_of(request)
    before = int(query.after) if query.after.isdecimal() else 0
    size = min(max(query.size, 1), 200)
    page = sent_to(user, endpoint_by_uid(user, uid), state=query.state, before=before, limit=size)
    return page_out(map(delivery_out, page.deliveries), next=str(page.next or ""))


@webhooks.post("/{uuid:uid}/replay", auth=needs(VERB), response=ReplayedOut, summary="Send messages of a time again")
def replay_some(request: HttpRequest, uid: UUID, given: Range) -> Any:  # noqa: ANN401
    user = user_of(request)
    return {"count": replay_range(endpoint=endpoint_by_uid(user, uid), **given.dict(), by=user)}


@webhooks.get("/deliveries/{uuid:uid}", auth=needs(VERB), response=DeliveryDetail, summary="A message and its attempts")
def delivery(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    found = delivery_by_uid(user_of(request), uid)
    return {**delivery_out(found), "body": message_of(found), "attempts": list(found.attempts.all())}


@webhooks.post("/deliveries/{uuid:uid}/replay", auth=needs(VERB), response=DeliveryOut, summary="Send it again")
def replay_one(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    """Under its old `webhook-id`: who keeps those takes nothing twice."""
    user = user_of(request)
    return delivery_out(replay(delivery=delivery_by_uid(user, uid), by=user))


def endpoint_out(one: Endpoint) -> dict[str, Any]:
    names = ("url", "description", "patterns", "with_values", "active", "stopped", "failing_since", "created_at")
    told = {name: getattr(one, name) for name in names}
    return {"id": one.uid, **told, "reader": user_named(one.reader), "by": user_named(one.by)}


def delivery_out(one: Delivery) -> dict[str, Any]:
    return {
        "id": one.uid,
        "message": one.event.uid,
        "type": one.event.type,
        "at": one.event.at,
        "state": one.state,
        "tried": one.tried,
        "status": one.status,
        "next_at": one.next_at if one.state == Delivery.State.WAITING else None,
    }


def _given(wanted: dict[str, Any]) -> dict[str, Any]:
    if wanted.get("reader"):
        wanted["reader"] = user_by_uid(wanted["reader"])
    return wanted
