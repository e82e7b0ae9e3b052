"""Companies that sell for us: distributors, agents, retailers, shops online."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from zolal.accounts.models import User
from zolal.accounts.queries.users import user_by_uid
from zolal.api.answers.channels import ChannelOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import ActionOut, Seen, action_out, user_named
from zolal.people.queries.records import visible_record
from zolal.sales.actions.channels import add_channel, change_channel, drop_channel
from zolal.sales.models import SalesChannel
from zolal.sales.queries.channels import Branch, Through, channel_by_uid, channel_tree, through
from zolal.sales.queries.products import category_by_uid, product_by_uid, tree, uids_of
from zolal.sales.queries.worth import sees_margin

channels = Router(tags=["Sales channels"])

Kind = Literal["distributor", "agent", "retailer", "online"]


class ChannelIn(Schema):
    company: UUID
    kind: Kind
    parent: UUID | None = None
    manager: UUID | None = None
    address: str = ""
    margin_percent: float | None = None
    regions: list[str] | None = None
    products: list[UUID] | None = None
    categories: list[UUID] | None = None
    note: str = ""


class ChannelSeen(Seen):
    kind: Kind | None = None
    parent: UUID | None = None
    manager: UUID | None = None
    address: str = ""
    margin_percent: float | None = None
    regions: list[str] = Field(default_factory=list)
    products: list[UUID] = Field(default_factory=list)
    categories: list[UUID] = Field(default_factory=list)
    note: str = ""


class ChannelEdit(Schema):
    """What is left out stays. With `seen`, what somebody else has changed since is not overwritten: 409."""

    seen: ChannelSeen = ChannelSeen()

    kind: Kind | None = None
    parent: UUID | None = None
    manager: UUID | None = None
    address: str | None = None
    margin_percent: float | None = None
    regions: list[str] | None = None
    products: list[UUID] | None = None
    categories: list[UUID] | None = None
    note: str | None = None


@channels.get("", auth=needs("records.read"), response=list[ChannelOut], summary="All channels, as a tree or narrowed")
def index(
    request: HttpRequest,
    kind: str = "",
    manager: UUID | None = None,
    region: str = "",
    category: UUID | None = None,
) -> Any:  # noqa: ANN401
    user = user_of(request)
    chosen = category_by_uid(user, category).pk if category else None
    found = channel_tree(user, kind=kind, manager=manager, region=region, category=chosen)
    return _out(user, found)


@channels.post("", auth=needs("channels.write"), response={201: ChannelOut}, summary="A company sells for us")
def create(request: HttpRequest, given: ChannelIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = given.dict(exclude_unset=True)
    company = visible_record(user, "company", told.pop("company"))
    made, _action = add_channel(company=company, **_told(user, told), by=user)
    return Status(201, _one(user, made))


@channels.get("/{uuid:uid}", auth=needs("records.read"), response=ChannelOut, summary="One channel")
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return _one(user, channel_by_uid(user, uid))


@channels.patch("/{uuid:uid}", auth=needs("channels.write"), response=ChannelOut, summary="Change a channel")
def change(request: HttpRequest, uid: UUID, given: ChannelEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = _told(user, given.dict(exclude_unset=True, exclude={"seen"}))
    seen = _told(user, given.seen.told())
    change_channel(channel=channel_by_uid(user, uid), **told, seen=seen, by=user)
    return _one(user, channel_by_uid(user, uid))


@channels.delete("/{uuid:uid}", auth=needs("channels.write"), response=ActionOut, summary="No channel any more")
def remove(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(drop_channel(channel=channel_by_uid(user, uid), by=user))


def _told(user: User, told: dict[str, Any]) -> dict[str, Any]:
    """With the rows that ids name; null lists and texts are left as they are."""
    empty = {"kind", "address", "note", "regions", "products", "categories"}
    found = {name: value for name, value in told.items() if value is not None or name not in empty}
    if found.get("parent"):
        found["parent"] = channel_by_uid(user, found["parent"])
    if found.get("manager"):
        found["manager"] = user_by_uid(found["manager"])
    if "products" in found:
        found["products"] = [product_by_uid(user, uid) for uid in found["products"][:500]]
    if "categories" in found:
        found["categories"] = [category_by_uid(user, uid) for uid in found["categories"][:500]]
    return found


def _one(user: User, channel: SalesChannel) -> dict[str, Any]:
    sums = through(user, [channel.company_id])[channel.company_id]
    return _out(user, [Branch(channel, 0, sums, sums)])[0]


def _out(user: User, found: list[Branch]) -> list[dict[str, Any]]:
    goods = uids_of(user, {pk for one in found for pk in one.channel.products})
    sorts = {one.category.pk: one.category.uid for one in tree(user)}
    sees = sees_margin(user)
    return [
        {
            "id": one.channel.uid,
            "company": {"id": str(one.channel.company.uid), "name": one.channel.company.name},
            **{name: getattr(one.channel, name) for name in ("kind", "address", "regions", "note")},
            "parent": one.channel.parent.uid if one.channel.parent else None,
            "manager": user_named(one.channel.manager),
            "margin_percent": one.channel.margin / 100 if sees and one.channel.margin is not None else None,
            "products": [goods[pk] for pk in one.channel.products if pk in goods],
            "categories": [sorts[pk] for pk in one.channel.categories if pk in sorts],
            "own": _sums(one.own),
            "all": _sums(one.all),
        }
        for one in found
    ]


def _sums(through_it: Through) -> dict[str, int | None]:
    return {name: getattr(through_it, name) for name in ("open", "won", "invoiced")}
