"""The products of a deal; what it is worth follows from them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from zolal.accounts.models import User
from zolal.api.door import needs, user_of
from zolal.api.shapes import ActionOut, Named, Seen, action_out
from zolal.sales.actions.deal_lines import add_line, change_line, remove_line
from zolal.sales.models import DealLine
from zolal.sales.queries.deal_page import line_by_uid, lines_of
from zolal.sales.queries.deals import deal_by_uid
from zolal.sales.queries.products import product_by_uid
from zolal.sales.queries.worth import sees_deal_lines

deal_lines = Router(tags=["Deals"])


class DealLineIn(Schema):
    """`price` in rials for one unit, that of the product where it is left out; `discount` in hundredths of a per cent;
    the quantity has at most three decimals."""

    product: UUID
    quantity: Decimal = Decimal(1)
    price: int | None = None
    discount: int = 0


class DealLineSeen(Seen):
    quantity: Decimal = Decimal(0)
    price: int = 0
    discount: int = 0


class DealLineEdit(Schema):
    """With `seen`, what somebody else has changed since is not overwritten: 409."""

    seen: DealLineSeen = DealLineSeen()
    quantity: Decimal | None = None
    price: int | None = None
    discount: int | None = None


class DealLineOut(Schema):
    """`total`: quantity times price, less the discount; each of the two is rounded half up to whole rials. Amounts are
    null where you do not see what deals are worth, or what products cost."""

    id: UUID
    product: Named
    quantity: Decimal
    price: int | None
    discount: int | None
    total: int | None


@deal_lines.get("/{uuid:uid}/lines", auth=needs("deals.read"), response=list[DealLineOut], summary="Its products")
def list_lines(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return [_out(line, user) for line in lines_of(deal_by_uid(user, uid))]


@deal_lines.post("/{uuid:uid}/lines", auth=needs("deals.write"), response={201: DealLineOut}, summary="Add a product")
def new_line(request: HttpRequest, uid: UUID, given: DealLineIn) -> Any:  # noqa: ANN401
    user, told = user_of(request), given.dict()
    product = product_by_uid(user, told.pop("product"))
    return Status(201, _out(add_line(deal=deal_by_uid(user, uid), product=product, by=user, **told), user))


@deal_lines.patch("/{uuid:uid}/lines/{uuid:line}", auth=needs("deals.write"), response=DealLineOut, summary="Change it")
def edit_line(request: HttpRequest, uid: UUID, line: UUID, given: DealLineEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    deal = deal_by_uid(user, uid)
    sent = given.dict(exclude_unset=True, exclude={"seen"})
    told = {name: value for name, value in sent.items() if value is not None}
    change_line(line=line_by_uid(deal, line), seen=given.seen.told(), by=user, **told)
    return _out(line_by_uid(deal, line), user)


@deal_lines.delete(
    "/{uuid:uid}/lines/{uuid:line}", auth=needs("deals.write"), response=ActionOut, summary="Take it out"
)
def drop_line(request: HttpRequest, uid: UUID, line: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(remove_line(line=line_by_uid(deal_by_uid(user, uid), line), by=user))


def _out(line: DealLine, user: User) -> dict[str, Any]:
    product = {"id": str(line.product.uid), "name": line.product.name}
    seen = sees_deal_lines(user)
    amounts = {name: getattr(line, name) if seen else None for name in ("price", "discount", "total")}
    return {"id": line.uid, "product": product, "quantity": line.quantity, **amounts}
