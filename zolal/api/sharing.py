"""Records shared with users and teams, and who stands in for whom."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from zolal.accounts.actions.deputies import choose_deputy, end_deputy
from zolal.accounts.actions.sharing import share_record, withdraw_share
from zolal.accounts.models import Deputy, SharedRecord
from zolal.accounts.queries.sharing import deputies as visible_deputies
from zolal.accounts.queries.sharing import deputy_by_uid, share_by_uid, shares_of
from zolal.accounts.queries.users import team_by_id, user_by_uid
from zolal.api.answers.sharing import DeputyOut, SharedWithOut
from zolal.api.door import needs, signed_in, user_of
from zolal.api.shapes import named, user_named
from zolal.people.queries.records import visible_record

shares = Router(tags=["Sharing"])
deputies = Router(tags=["Deputies"])


class ShareIn(Schema):
    """Tell either a user or a team."""

    user: UUID | None = None
    team: int | None = None
    level: Literal["read", "edit"] = "read"


class DeputyIn(Schema):
    """Without `user` for yourself."""

    deputy: UUID
    begins_on: date
    ends_on: date
    note: str = ""
    user: UUID | None = None


@shares.get(
    "/{type}/{uuid:uid}",
    auth=needs("records.read"),
    response=list[SharedWithOut],
    summary="With whom a record is shared",
)
def index(request: HttpRequest, type: Literal["person", "company"], uid: UUID) -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    return [share_out(one) for one in shares_of(user, type, visible_record(user, type, uid).pk)]


@shares.post("/{type}/{uuid:uid}", auth=needs("records.share"), response={201: SharedWithOut}, summary="Share a record")
def share(request: HttpRequest, type: Literal["person", "company"], uid: UUID, given: ShareIn) -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    shared = share_record(
        record_type=type,
        record_id=visible_record(user, type, uid).pk,
        user=user_by_uid(given.user) if given.user else None,
        team=team_by_id(given.team) if given.team is not None else None,
        level=given.level,
        by=user,
    )
    return Status(201, share_out(shared))


@shares.delete("/{uuid:uid}", auth=needs("records.share"), response={204: None}, summary="Share a record no longer")
def withdraw(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    withdraw_share(shared=share_by_uid(uid, user=user), by=user)
    return Status(204, None)


@deputies.get("", auth=signed_in(), response=list[DeputyOut], summary="Who stands in for whom, now or later")
def all_deputies(request: HttpRequest) -> Any:  # noqa: ANN401
    return [deputy_out(one) for one in visible_deputies(user_of(request))]


@deputies.post("", auth=needs("deputies.choose"), response={201: DeputyOut}, summary="Choose who stands in")
def choose(request: HttpRequest, given: DeputyIn) -> Any:  # noqa: ANN401
    by = user_of(request)
    chosen = choose_deputy(
        user=user_by_uid(given.user) if given.user else by,
        deputy=user_by_uid(given.deputy),
        begins_on=given.begins_on,
        ends_on=given.ends_on,
        note=given.note,
        by=by,
    )
    return Status(201, deputy_out(chosen))


@deputies.delete("/{uuid:uid}", auth=signed_in(), response={204: None}, summary="Nobody stands in any more")
def end(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    end_deputy(chosen=deputy_by_uid(uid, user=user), by=user)
    return Status(204, None)


def share_out(shared: SharedRecord) -> dict[str, Any]:
    return {
        "id": shared.uid,
        "user": user_named(shared.user),
        "team": named(shared.team),
        "level": shared.level,
        "by": user_named(shared.by),
        "at": shared.at,
    }


def deputy_out(chosen: Deputy) -> dict[str, Any]:
    names = ("begins_on", "ends_on", "note")
    return {
        "id": chosen.uid,
        "user": user_named(chosen.user),
        "deputy": user_named(chosen.deputy),
        **{name: getattr(chosen, name) for name in names},
    }
