"""Oneself, one's tokens, and users for who manages them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from zolal.accounts.actions.preferences import set_preferences
from zolal.accounts.actions.second_factor import (
    confirm_second_factor,
    offer_second_factor,
    remove_second_factor,
    renew_recovery_codes,
    reset_second_factor,
)
from zolal.accounts.actions.tokens import create_token, revoke_token
from zolal.accounts.actions.users import change_user, deactivate_user, invite_user, reactivate_user, reset_link
from zolal.accounts.models import ApiToken, User
from zolal.accounts.permissions import rights_of
from zolal.accounts.queries.second_factor import has_second_factor
from zolal.accounts.queries.users import every_user, team_by_id, token_by_uid, tokens_of, user_by_uid
from zolal.api.answers.accounts import InvitedOut, LinkOut, MeOut, NewTokenOut, OfferOut, RecoveryCodesOut, TokenOut
from zolal.api.door import needs, signed_in, user_of
from zolal.api.idempotency import show_once
from zolal.api.shapes import Page, UserOut, page_out, user_out

me = Router(tags=["Me"])
users = Router(tags=["Users"])


class Preferences(Schema):
    name: str | None = None
    language: str | None = None
    digits: str | None = None
    theme: str | None = None
    money: str | None = None


class TokenIn(Schema):
    """`scope` is "read" or "write"."""

    name: str
    scope: str = "read"


class CodeIn(Schema):
    """What the authenticator app shows now, or a recovery code where one exists."""

    code: str


class Invitation(Schema):
    email: str
    name: str
    role: str = "member"
    team: int | None = None


class SeenPlace(Schema):
    """The role and team that were before your eyes."""

    role: str | None = None
    team: int | None = None

    def told(self) -> dict[str, str]:
        seen = {"role": self.role} if self.role is not None else {}
        if "team" in self.model_fields_set:
            seen["team"] = team_by_id(self.team).name if self.team is not None else ""
        return seen


class Place(Schema):
    """With `seen`, what another administrator has changed since is not overwritten: 409.

    A role for a time ends with the day `until`; then `after` follows, or the user is shut out.
    """

    role: str
    team: int | None = None
    until: date | None = None
    after: str = ""
    seen: SeenPlace = SeenPlace()


@me.get("", auth=signed_in(), response=MeOut, summary="Who you are and what you may do")
def show(request: HttpRequest) -> Any:  # noqa: ANN401
    return me_out(user_of(request))


@me.patch("", auth=signed_in(), response=MeOut, summary="Your name, language, digits, colours")
def change(request: HttpRequest, given: Preferences) -> Any:  # noqa: ANN401
    return me_out(set_preferences(user=user_of(request), **given.dict(exclude_unset=True)))


@me.get("/tokens", auth=signed_in(), response=Page[TokenOut], summary="Your tokens")
def tokens(request: HttpRequest) -> Any:  # noqa: ANN401
    return page_out(map(token_out, tokens_of(user_of(request))))


@me.post("/tokens", auth=signed_in(), response={201: NewTokenOut}, summary="A new token; its secret is shown once")
def new_token(request: HttpRequest, given: TokenIn) -> Any:  # noqa: ANN401
    show_once(request)
    made = create_token(user=user_of(request), name=given.name, scope=given.scope)
    return Status(201, token_out(made.token) | {"secret": made.secret})


@me.delete("/tokens/{uuid:uid}", auth=signed_in(), response={204: None}, summary="Revoke a token")
def revoke(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    revoke_token(token=token_by_uid(uid, by=user), by=user)
    return Status(204, None)


@me.post("/second-factor", auth=signed_in(), response={201: OfferOut}, summary="A secret for your authenticator app")
def offer(request: HttpRequest) -> Any:  # noqa: ANN401
    show_once(request)
    made = offer_second_factor(user=user_of(request))
    return Status(201, {"secret": made.secret, "address": made.address})


@me.post(
    "/second-factor/confirm",
    auth=signed_in(),
    response=RecoveryCodesOut,
    summary="Switch the second factor on by a code of the app",
)
def confirm(request: HttpRequest, given: CodeIn) -> Any:  # noqa: ANN401
    show_once(request)
    return {"recovery_codes": confirm_second_factor(user=user_of(request), code=given.code)}


@me.post("/second-factor/recovery-codes", auth=signed_in(), response=RecoveryCodesOut, summary="New recovery codes")
def renew(request: HttpRequest, given: CodeIn) -> Any:  # noqa: ANN401
    show_once(request)
    return {"recovery_codes": renew_recovery_codes(user=user_of(request), code=given.code)}


@me.post("/second-factor/remove", auth=signed_in(), response=MeOut, summary="Switch the second factor off")
def remove(request: HttpRequest, given: CodeIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    remove_second_factor(user=user, code=given.code)
    return me_out(user)


@users.get("", auth=needs("users.manage"), response=Page[UserOut], summary="Everybody")
def index(request: HttpRequest) -> Any:  # noqa: ANN401
    return page_out(map(user_out, every_user(by=user_of(request))))


@users.post("", auth=needs("users.manage"), response={201: InvitedOut}, summary="Invite; answers a one-time link")
def invite(request: HttpRequest, given: Invitation) -> Any:  # noqa: ANN401
    team = team_by_id(given.team) if given.team is not None else None
    show_once(request)
    made = invite_user(email=given.email, name=given.name, role=given.role, by=user_of(request), team=team)
    return Status(201, user_out(made.user) | {"link": request.build_absolute_uri(str(made.link.path))})


@users.patch("/{uuid:uid}", auth=needs("users.manage"), response=UserOut, summary="Another role or team")
def place(request: HttpRequest, uid: UUID, given: Place) -> Any:  # noqa: ANN401
    team = team_by_id(given.team) if given.team is not None else None
    place = {"role": given.role, "team": team, "until": given.until, "after": given.after, "seen": given.seen.told()}
    return user_out(change_user(user=user_by_uid(uid), by=user_of(request), **place))


@users.post("/{uuid:uid}/deactivate", auth=needs("users.manage"), response=UserOut, summary="Shut out")
def deactivate(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return user_out(deactivate_user(user=user_by_uid(uid), by=user_of(request)))


@users.post("/{uuid:uid}/reactivate", auth=needs("users.manage"), response=UserOut, summary="Let in again")
def reactivate(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return user_out(reactivate_user(user=user_by_uid(uid), by=user_of(request)))


@users.post(
    "/{uuid:uid}/reset", auth=needs("users.manage"), response=LinkOut, summary="A one-time link for a new password"
)
def reset(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    show_once(request)
    link = reset_link(user=user_by_uid(uid), by=user_of(request))
    return {"link": request.build_absolute_uri(str(link.path))}


@users.post(
    "/{uuid:uid}/second-factor/reset",
    auth=needs("users.manage"),
    response=UserOut,
    summary="Take the second factor of somebody away who has lost it",
)
def reset_factor(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_by_uid(uid)
    reset_second_factor(user=user, by=user_of(request))
    return user_out(user)


def me_out(user: User) -> dict[str, Any]:
    own = {"language": user.language, "digits": user.digits, "theme": user.theme, "money": user.money}
    own["second_factor"] = has_second_factor(user)
    return user_out(user) | own | {"verbs": sorted(rights_of(user).every_verb())}


def token_out(token: ApiToken) -> dict[str, Any]:
    return {
        "id": token.uid,
        "name": token.name,
        "scope": token.scope,
        "created_at": token.created_at,
        "last_used_at": token.last_used_at,
    }
