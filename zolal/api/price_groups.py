"""Price groups, dated price lists, and how a customer buys."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from zolal.accounts.models import User
from zolal.api.answers.price_groups import PreferenceOut, PriceGroupOut, PriceListOut, ProductPriceOut, TermsOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import ActionOut, Seen, action_out
from zolal.people.queries.records import visible_record
from zolal.sales.actions.customer_terms import choose_group, forget_preference, prefer
from zolal.sales.actions.price_groups import (
    add_group,
    add_list,
    change_group,
    change_list,
    delete_group,
    delete_list,
    set_prices,
)
from zolal.sales.models import PriceList, ProductPreference
from zolal.sales.queries.price_groups import Grouped, grouped, lists_of, preference, price_group, price_list, terms_of
from zolal.sales.queries.prices import price_of
from zolal.sales.queries.products import category_by_uid, product_by_uid, products, uids_of
from zolal.sales.queries.worth import demand_price

price_groups = Router(tags=["Prices"])

Kind = Literal["person", "company"]


class PriceGroupIn(Schema):
    name: str
    discount_percent: float = 0


class PriceGroupSeen(Seen):
    name: str = ""
    discount_percent: float = 0


class PriceGroupEdit(PriceGroupIn):
    """With `seen`, what somebody else has changed since is not overwritten: 409."""

    seen: PriceGroupSeen = PriceGroupSeen()


class PriceListIn(Schema):
    """`copied`: the id of a list whose prices it begins with."""

    name: str
    starts_on: date | None = None
    ends_on: date | None = None
    copied: UUID | None = None


class PriceListSeen(Seen):
    name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


class PriceListEdit(Schema):
    """With `seen`, what somebody else has changed since is not overwritten: 409."""

    name: str
    starts_on: date
    ends_on: date | None = None
    seen: PriceListSeen = PriceListSeen()


class PricesIn(Schema):
    """{id of a product: rials for one unit}; null takes it off the list. Others stay. `seen` are prices that you saw:
    one that somebody else has set otherwise since is not overwritten, 409."""

    prices: dict[UUID, int | None]
    seen: dict[UUID, int | None] = Field(default_factory=dict)


class GroupSeen(Seen):
    group: UUID | None = None


class GroupChoice(Schema):
    """null: no group of their own. With `seen`, what somebody else has chosen since is not overwritten: 409."""

    group: UUID | None
    seen: GroupSeen = GroupSeen()


class PreferenceIn(Schema):
    """A product or a category; `priority` 1 above all to 5."""

    product: UUID | None = None
    category: UUID | None = None
    priority: int = 1
    note: str = ""


@price_groups.get("", auth=needs("records.read"), response=list[PriceGroupOut], summary="All price groups")
def index(request: HttpRequest) -> Any:  # noqa: ANN401
    return [group_out(one) for one in grouped(user_of(request))]


@price_groups.post("", auth=needs("products.edit"), response={201: PriceGroupOut}, summary="A new price group")
def create(request: HttpRequest, given: PriceGroupIn) -> Any:  # noqa: ANN401
    group, _action = add_group(**given.dict(), by=user_of(request))
    return Status(201, group_out(Grouped(group, group.discount, None, 0)))


@price_groups.patch(
    "/{uuid:uid}", auth=needs("products.edit"), response=PriceGroupOut, summary="Another name or discount"
)
def change(request: HttpRequest, uid: UUID, given: PriceGroupEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = given.dict() | {"seen": given.seen.told()}
    change_group(group=price_group(user, uid), **told, by=user)
    return next(group_out(one) for one in grouped(user) if one.group.uid == uid)


@price_groups.delete(
    "/{uuid:uid}", auth=needs("products.edit"), response=ActionOut, summary="Delete a group without customers"
)
def remove(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(delete_group(group=price_group(user, uid), by=user))


@price_groups.get(
    "/{uuid:uid}/lists", auth=needs("records.read"), response=list[PriceListOut], summary="The lists of a group"
)
def lists(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return [list_out(user, one) for one in lists_of(user, price_group(user, uid))]


@price_groups.post(
    "/{uuid:uid}/lists", auth=needs("products.edit"), response={201: PriceListOut}, summary="A new list of a group"
)
def new_list(request: HttpRequest, uid: UUID, given: PriceListIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = given.dict() | {"copied": price_list(user, given.copied) if given.copied else None}
    made, _action = add_list(group=price_group(user, uid), **told, by=user)
    return Status(201, list_out(user, made))


@price_groups.get("/lists/{uuid:uid}", auth=needs("records.read"), response=PriceListOut, summary="A list")
def show_list(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return list_out(user, price_list(user, uid))


@price_groups.patch(
    "/lists/{uuid:uid}", auth=needs("products.edit"), response=PriceListOut, summary="Another name, other days"
)
def edit_list(request: HttpRequest, uid: UUID, given: PriceListEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = given.dict() | {"seen": given.seen.told()}
    changed, _action = change_list(price_list=price_list(user, uid), **told, by=user)
    return list_out(user, changed)


@price_groups.delete("/lists/{uuid:uid}", auth=needs("products.edit"), response=ActionOut, summary="Delete a list")
def drop_list(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(delete_list(price_list=price_list(user, uid), by=user))


@price_groups.patch(
    "/lists/{uuid:uid}/prices", auth=needs("products.edit"), response=PriceListOut, summary="Set prices in a list"
)
def write_prices(request: HttpRequest, uid: UUID, given: PricesIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = {one.uid: one for one in products(user).filter(uid__in=list(given.prices))}
    if unknown := given.prices.keys() - found.keys():
        product_by_uid(user, next(iter(unknown)))
    prices = {found[one]: rials for one, rials in given.prices.items()}
    seen = {found[one]: rials for one, rials in given.seen.items() if one in found}
    changed, _action = set_prices(price_list=price_list(user, uid), prices=prices, seen=seen, by=user)
    return list_out(user, changed)


@price_groups.get(
    "/price/{uuid:product}",
    auth=needs("records.read"),
    response=ProductPriceOut,
    summary="What a product costs, and why",
)
def price(
    request: HttpRequest, product: UUID, person: UUID | None = None, company: UUID | None = None, on: date | None = None
) -> Any:  # noqa: ANN401
    user = user_of(request)
    demand_price(user)
    customer = visible_record(user, "person", person) if person else None
    if company and customer is None:
        customer = visible_record(user, "company", company)
    found = price_of(product_by_uid(user, product), customer, on)
    return {
        "product": product,
        "price": found.rials,
        "reason": found.reason,
        "group": _uid_named(found.group),
        "price_list": _uid_named(found.price_list),
    }


@price_groups.get("/of/{type}/{uuid:uid}", auth=needs("records.read"), response=TermsOut, summary="How a customer buys")
def terms(request: HttpRequest, type: Kind, uid: UUID) -> Any:  # noqa: A002, ANN401
    return terms_out(user_of(request), type, uid)


@price_groups.put(
    "/of/{type}/{uuid:uid}", auth=needs("records.edit"), response=TermsOut, summary="The price group of a customer"
)
def choose(request: HttpRequest, type: Kind, uid: UUID, given: GroupChoice) -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    group = price_group(user, given.group) if given.group else None
    seen = {name: price_group(user, was) if was else None for name, was in given.seen.told().items()}
    choose_group(customer=visible_record(user, type, uid), group=group, seen=seen or None, by=user)
    return terms_out(user, type, uid)


@price_groups.post(
    "/of/{type}/{uuid:uid}/preferences",
    auth=needs("records.edit"),
    response={201: PreferenceOut},
    summary="A product or category that a customer likes",
)
def like(request: HttpRequest, type: Kind, uid: UUID, given: PreferenceIn) -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    made, _action = prefer(
        customer=visible_record(user, type, uid),
        product=product_by_uid(user, given.product) if given.product else None,
        category=category_by_uid(user, given.category) if given.category else None,
        priority=given.priority,
        note=given.note,
        by=user,
    )
    return Status(201, preference_out(made))


@price_groups.delete(
    "/of/{type}/{uuid:uid}/preferences/{uuid:which}",
    auth=needs("records.edit"),
    response=ActionOut,
    summary="Liked no more",
)
def dislike(request: HttpRequest, type: Kind, uid: UUID, which: UUID) -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    customer = visible_record(user, type, uid)
    return action_out(forget_preference(customer=customer, preference=preference(customer, which), by=user))


def group_out(one: Grouped) -> dict[str, Any]:
    return {
        "id": one.group.uid,
        "name": one.group.name,
        "discount_percent": None if one.discount is None else one.discount / 100,
        "customers": one.customers,
        "holds": _uid_named(one.holds),
    }


def list_out(user: User, one: PriceList) -> dict[str, Any]:
    uids = uids_of(user, map(int, one.prices))
    return {
        "id": one.uid,
        "group": _uid_named(one.group),
        "name": one.name,
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "prices": {str(uids[int(pk)]): rials for pk, rials in one.prices.items() if int(pk) in uids},
    }


def terms_out(user: User, record_type: str, uid: UUID) -> dict[str, Any]:
    found = terms_of(visible_record(user, record_type, uid))
    return {
        "own": _uid_named(found.own),
        "group": _uid_named(found.group),
        "preferences": map(preference_out, found.preferences),
    }


def preference_out(one: ProductPreference) -> dict[str, Any]:
    return {
        "id": one.uid,
        "product": _uid_named(one.product),
        "category": _uid_named(one.category),
        "priority": one.priority,
        "note": one.note,
    }


def _uid_named(row: Any) -> dict[str, str] | None:  # noqa: ANN401 - whatever has a uid and a name
    return {"id": str(row.uid), "name": row.name} if row else None
