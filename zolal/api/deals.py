"""Deals: opened, changed, moved, won and lost; lists of them."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import Field, Router, Schema, Status

from zolal.accounts.models import User
from zolal.accounts.queries.users import team_by_id, user_by_uid
from zolal.api.answers.deals import ContactOut, DealDetail, DealOut, customer_named, deal_out, row_named
from zolal.api.door import needs, user_of
from zolal.api.own_fields import own_asked, own_texts
from zolal.api.own_files import add_downloads
from zolal.api.shapes import ActionOut, Page, action_out, page_out
from zolal.api.table_file import table_file
from zolal.people.queries.records import visible_record
from zolal.people.queries.wish import BadWish
from zolal.sales.actions.contacts import add_contact, remove_contact
from zolal.sales.actions.deals import change_deal, delete_deals, hand_over, open_deal, put_away, take_out
from zolal.sales.actions.moves import lose_deals, move_deals, reopen_deals, win_deals
from zolal.sales.exported import deal_table
from zolal.sales.models import Deal
from zolal.sales.queries.cards import cards_of
from zolal.sales.queries.deal_lists import page
from zolal.sales.queries.deal_page import contact_by_id, contacts_of, stays_of
from zolal.sales.queries.deal_wish import DealWish
from zolal.sales.queries.deals import deal_by_uid, visible_deals
from zolal.sales.queries.pipelines import pipeline_by_uid, reason_by_uid, stage_by_uid

deals = Router(tags=["Deals"])

MOST = 200
_RECORDS = {"person": "person", "company": "company", "intermediary": "company"}


class Told(Schema):
    """What is told of a deal. Amounts are whole rials; of the margin `margin_share` (hundredths of a per cent) or
    `margin_amount`. `fields` are those of one's own, raw texts as somebody would type them; "" takes one away. What is
    not sent stays; null takes it away."""

    title: str | None = Field(default=None, examples=["20 printers for Yazd"])
    person: UUID | None = None
    company: UUID | None = None
    value: int | None = None
    probability: int | None = None
    expected_on: date | None = None
    owner: UUID | None = None
    team: int | None = None
    channel: Literal["direct_b2c", "direct_b2b", "distributor", "agent", "retailer", "online"] | None = None
    touch_point: Literal["site", "social", "email", "ad", "fair", "referral", "call", "other"] | None = None
    intermediary: UUID | None = None
    margin_share: int | None = None
    margin_amount: int | None = None
    note: str | None = None
    fields: dict[str, str] | None = Field(default=None, examples=[{"own:contract_number": "۱۴۰۵/۲۱"}])


class NewDeal(Told):
    """Without stage and pipeline it begins in the first stage of the first pipeline."""

    title: str
    pipeline: UUID | None = None
    stage: UUID | None = None


class DealEdit(Told):
    """`version` is the one you saw."""

    version: int | None = None


class DealMove(Schema):
    """`stage` is where it goes; `given` is what the stage demands and the deal lacks."""

    stage: UUID
    version: int | None = None
    given: Told | None = None


class Win(Schema):
    """`given` is what the stages demand and the deal lacks."""

    version: int | None = None
    given: Told | None = None


class Lose(Schema):
    reason: UUID
    note: str = ""
    version: int | None = None


class Part(Schema):
    person: UUID
    role: Literal["decides", "influences", "uses", "pays", "blocks", "other"]


class DealBulk(Schema):
    """Of "stage", "owner" and "lost" `to` names the stage, the user, the reason."""

    do: Literal["stage", "owner", "lost", "archive", "restore", "delete"]
    ids: list[UUID]
    to: UUID | None = None


@deals.get("", auth=needs("deals.read"), response=Page[DealOut], summary="List deals")
def index(request: HttpRequest, after: str = "", size: int = 50) -> Any:  # noqa: ANN401 - by its schema
    """Filters as in the address of the list: q, pipeline, stage, state (open, won, lost, closed, all, archived), owner
    (or "me"), team, channel, touch_point, reason (or "none"), person, company, next, rotting, and from–to of value
    (rials), expected, opened, closed, such as `value.from=1000`; fields of one's own as in lists of people, such as
    `own:size=big` and `own:budget.from=5`; `sort` by one of value, expected, idle, next, opened, closed,
    stage, or a field of one's own, with "-" the other way round."""
    user = user_of(request)
    if after and not (after.isascii() and after.isdigit() and len(after) < 9):
        raise BadWish("after", "?")
    size = min(max(size, 1), MOST)
    found = page(user, _wish(request), int(after or 1), size)
    following = str(found.next) if found.next else ""
    return page_out(map(deal_out, found.cards), next=following, total=found.count)


@deals.post("", auth=needs("deals.write"), response={201: DealDetail}, summary="Open a deal")
def create(request: HttpRequest, given: NewDeal) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = _told(user, given)
    pipeline = pipeline_by_uid(given.pipeline) if given.pipeline else None
    stage = stage_by_uid(given.stage) if given.stage else None
    deal = open_deal(**told, pipeline=pipeline, stage=stage, method="api", by=user)
    return Status(201, _detail(user, deal.uid))


@deals.get("/export", auth=needs("deals.export"), summary="The list as a CSV or XLSX file")
def export(request: HttpRequest, form: Literal["csv", "xlsx"] = "xlsx") -> HttpResponse:
    heads, rows = deal_table(user=user_of(request), wish=_wish(request))
    return table_file("deals", heads, rows, form=form, rtl=translation.get_language() == "fa")


@deals.post("/bulk", auth=needs("deals.write"), response=ActionOut, summary="Change many deals at once")
def bulk(request: HttpRequest, given: DealBulk) -> Any:  # noqa: ANN401
    user = user_of(request)
    ids = list(visible_deals(user).filter(uid__in=given.ids).values_list("pk", flat=True))
    match given.do, given.to:
        case "stage", UUID() as to:
            done = move_deals(ids=ids, stage=stage_by_uid(to), by=user)
        case "owner", UUID() as to:
            done = hand_over(ids=ids, to=user_by_uid(to), by=user)
        case "lost", to:
            done = lose_deals(ids=ids, reason=reason_by_uid(to) if to else None, by=user)
        case "archive", _:
            done = put_away(ids=ids, by=user)
        case "restore", _:
            done = take_out(ids=ids, by=user)
        case "delete", _:
            done = delete_deals(ids=ids, by=user)
        case _:
            raise BadWish("to", "?")
    if done is None:
        return Status(204, None)
    return action_out(done, records=len(ids))


@deals.get("/{uuid:uid}", auth=needs("deals.read"), response=DealDetail, summary="A deal, with who takes part")
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return _detail(user_of(request), uid)


@deals.patch(
    "/{uuid:uid}",
    auth=needs("deals.write"),
    response=DealDetail,
    summary="Change a deal; 409 where somebody changed the same since `version`",
)
def change(request: HttpRequest, uid: UUID, given: DealEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    deal = deal_by_uid(user, uid)
    change_deal(deal=deal, version=given.version, method="api", by=user, **_told(user, given))
    return _detail(user, uid)


@deals.delete("/{uuid:uid}", auth=needs("deals.delete"), response=ActionOut, summary="Delete; can be undone")
def remove(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(delete_deals(ids=[deal_by_uid(user, uid).pk], by=user))


@deals.post("/{uuid:uid}/move", auth=needs("deals.write"), response=DealDetail, summary="Into another stage")
def move(request: HttpRequest, uid: UUID, given: DealMove) -> Any:  # noqa: ANN401
    user = user_of(request)
    told, stage = _told(user, given.given), stage_by_uid(given.stage)
    move_deals(ids=[deal_by_uid(user, uid).pk], stage=stage, given=told, version=given.version, by=user)
    return _detail(user, uid)


@deals.post("/{uuid:uid}/win", auth=needs("deals.write"), response=DealDetail, summary="Won")
def win(request: HttpRequest, uid: UUID, given: Win) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = _told(user, given.given)
    win_deals(ids=[deal_by_uid(user, uid).pk], given=told, version=given.version, by=user)
    return _detail(user, uid)


@deals.post("/{uuid:uid}/lose", auth=needs("deals.write"), response=DealDetail, summary="Lost, and why")
def lose(request: HttpRequest, uid: UUID, given: Lose) -> Any:  # noqa: ANN401
    user = user_of(request)
    reason = reason_by_uid(given.reason)
    lose_deals(ids=[deal_by_uid(user, uid).pk], reason=reason, note=given.note, version=given.version, by=user)
    return _detail(user, uid)


@deals.post("/{uuid:uid}/reopen", auth=needs("deals.write"), response=DealDetail, summary="Open again")
def reopen(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    reopen_deals(ids=[deal_by_uid(user, uid).pk], by=user)
    return _detail(user, uid)


@deals.post("/{uuid:uid}/archive", auth=needs("deals.write"), response=ActionOut, summary="Archive")
def archive(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(put_away(ids=[deal_by_uid(user, uid).pk], by=user))


@deals.post("/{uuid:uid}/restore", auth=needs("deals.write"), response=ActionOut, summary="Out of the archive")
def restore(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(take_out(ids=[deal_by_uid(user, uid).pk], by=user))


@deals.post("/{uuid:uid}/people", auth=needs("deals.write"), response={201: ContactOut}, summary="Somebody takes part")
def join(request: HttpRequest, uid: UUID, given: Part) -> Any:  # noqa: ANN401
    user = user_of(request)
    deal, person = deal_by_uid(user, uid), visible_record(user, "person", given.person)
    contact = add_contact(deal=deal, person=person, role=given.role, by=user)
    named = {"id": str(person.uid), "name": person.name}
    return Status(201, {"id": contact.pk, "role": contact.role, "person": named})


@deals.delete(
    "/{uuid:uid}/people/{int:contact}", auth=needs("deals.write"), response=ActionOut, summary="Takes part no more"
)
def leave(request: HttpRequest, uid: UUID, contact: int) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = contact_by_id(user, deal_by_uid(user, uid), contact)
    return action_out(remove_contact(contact=found, by=user))


add_downloads(deals, "deal", "deals.read")


def _wish(request: HttpRequest) -> DealWish:
    return DealWish.read({name: request.GET[name] for name in request.GET} | own_asked(request))


def _told(user: User, given: Told | None) -> dict[str, Any]:
    """What was sent, with records, users and teams as themselves. Raises DoesNotExist."""
    if given is None:
        return {}
    besides = {"version", "pipeline", "stage"}
    told = {name: value for name, value in given.dict(exclude_unset=True).items() if name not in besides}
    told |= own_texts(told.pop("fields", None))
    for name, record_type in _RECORDS.items():
        if told.get(name):
            told[name] = visible_record(user, record_type, told[name])
    if told.get("owner"):
        told["owner"] = user_by_uid(told["owner"])
    if told.get("team") is not None:
        told["team"] = team_by_id(told["team"])
    return told


def _detail(user: User, uid: UUID) -> dict[str, Any]:
    deal: Deal = deal_by_uid(user, uid)
    people = [
        {"id": one.contact.pk, "role": one.contact.role, "person": customer_named(one.who)}
        for one in contacts_of(user, deal)
    ]
    stays = [
        {
            "stage": row_named(one.stage),
            "entered_at": one.entered_at,
            "days": round(one.days, 2),
            "is_here": one.is_here,
        }
        for one in stays_of(deal)
    ]
    return deal_out(cards_of(user, [deal])[0]) | {"people": people, "stays": stays}
