"""What people found who checked values of a record."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from zolal.accounts.models import User
from zolal.api.answers.ratings import RatedOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import Page, page_out
from zolal.people.models import Company
from zolal.people.queries.records import visible_record
from zolal.quality.actions.ratings import rate, withdraw
from zolal.quality.queries.ratings import outside, ratings_of

ratings = Router(tags=["Quality"])

Kind = Literal["person", "company"]


class Rate(Schema):
    """A value as it stands in the record, of `company` the company's id.

    `verdict` is "confirmed" or "wrong", `method` "phone", "visit", "paper" or "knowledge".
    """

    field: str
    value: str
    verdict: str
    method: str
    note: str = ""


class Withdraw(Schema):
    field: str
    value: str


@ratings.get(
    "/records/{type}/{uuid:uid}/ratings",
    auth=needs("records.read"),
    response=Page[RatedOut],
    summary="Values of a record that somebody confirmed or found wrong",
)
def list_ratings(request: HttpRequest, type: Kind, uid: UUID) -> Any:  # noqa: A002, ANN401
    return _listed(request, type, uid)


@ratings.post(
    "/records/{type}/{uuid:uid}/ratings",
    auth=needs("values.rate"),
    response=Page[RatedOut],
    summary="Confirm a value, or mark it as wrong",
)
def rate_value(request: HttpRequest, type: Kind, uid: UUID, given: Rate) -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    record = visible_record(user, type, uid)
    said = {**given.dict(), "value": _inside(user, given.field, given.value)}
    rate(record_type=type, record_id=record.pk, by=user, **said)
    return _listed(request, type, uid)


@ratings.post(
    "/records/{type}/{uuid:uid}/ratings/withdraw",
    auth=needs("values.rate"),
    response=Page[RatedOut],
    summary="Take back what was said of a value",
)
def withdraw_rating(request: HttpRequest, type: Kind, uid: UUID, given: Withdraw) -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    record = visible_record(user, type, uid)
    value = _inside(user, given.field, given.value)
    withdraw(record_type=type, record_id=record.pk, by=user, field=given.field, value=value)
    return _listed(request, type, uid)


def _listed(request: HttpRequest, record_type: Kind, uid: UUID) -> Any:  # noqa: ANN401
    found = ratings_of(visible_record(user_of(request), record_type, uid))
    names = ("field", "verdict", "method", "note", "who", "when")
    return page_out([{"value": outside(one), **{name: getattr(one, name) for name in names}} for one in found.values()])


def _inside(user: User, field: str, value: str) -> str:
    """A company by its number, as facts name it; "" where the user sees none of this id."""
    if field != "company":
        return value
    try:
        return str(visible_record(user, "company", UUID(value)).pk)
    except (ValueError, Company.DoesNotExist):
        return ""
