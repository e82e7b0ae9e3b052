"""Roles: what each may do with which records and fields."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from zolal.accounts.actions.roles import Wanted, change_role, create_role, delete_role
from zolal.accounts.objects import objects
from zolal.accounts.queries.roles import KnownRole, every_role, known_role
from zolal.api.answers.roles import RoleOut
from zolal.api.door import needs, user_of

roles = Router(tags=["Roles"])


class RoleIn(Schema):
    """`copied_from` is the id of the role it begins as."""

    name: str
    copied_from: str = "member"
    description: str = ""


class RoleEdit(Schema):
    """What is not named stays as it is. With `seen` (a `stamp`), what another has changed since is not overwritten."""

    name: str | None = None
    description: str | None = None
    sees: str | None = None
    verbs: dict[str, bool] | None = None
    reaches: dict[str, dict[str, str]] | None = None
    fields: dict[str, dict[str, str]] | None = None
    seen: str | None = None


@roles.get("", auth=needs("settings.read"), response=list[RoleOut], summary="Every role")
def index(request: HttpRequest) -> Any:  # noqa: ANN401, ARG001 - the signature of every operation
    return [role_out(role) for role in every_role()]


@roles.post("", auth=needs("users.manage"), response={201: RoleOut}, summary="A new role, copied from another one")
def create(request: HttpRequest, given: RoleIn) -> Any:  # noqa: ANN401
    made = create_role(**given.dict(), by=user_of(request))
    return Status(201, role_out(known_role(made.key)))


@roles.get("/{str:key}", auth=needs("settings.read"), response=RoleOut, summary="One role")
def show(request: HttpRequest, key: str) -> Any:  # noqa: ANN401, ARG001 - the signature of every operation
    return role_out(known_role(key))


@roles.patch("/{str:key}", auth=needs("users.manage"), response=RoleOut, summary="Other rights, another name")
def change(request: HttpRequest, key: str, given: RoleEdit) -> Any:  # noqa: ANN401
    told = given.dict()
    seen = told.pop("seen")
    return role_out(change_role(key=key, wanted=Wanted(**told), by=user_of(request), seen=seen))


@roles.delete("/{str:key}", auth=needs("users.manage"), response={204: None}, summary="Delete a role nobody has")
def drop(request: HttpRequest, key: str) -> Any:  # noqa: ANN401
    delete_role(key=key, by=user_of(request))
    return Status(204, None)


def role_out(role: KnownRole) -> dict[str, Any]:
    return {
        "id": role.key,
        "name": str(role.label),
        "shipped": role.shipped,
        "base": role.rights.base,
        "description": role.row.description if role.row else "",
        "sees": role.rights.sees,
        "verbs": sorted(role.rights.every_verb()),
        "reaches": {
            one.name: {what: role.rights.reach(one.name, what) for what in one.verbs} for one in objects().values()
        },
        "fields": role.rights.fields,
        "users": role.holders,
        "stamp": role.stamp,
    }
