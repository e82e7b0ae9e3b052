"""Who belongs together: people and companies, as what, and from when until when."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from zolal.accounts.models import User
from zolal.api.answers.relations import RelationRoleOut, RelativeOut, TieOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import ActionOut, Page, Seen, action_out, page_out
from zolal.people.actions.relation_roles import change_role, create_role, drop_role
from zolal.people.actions.relations import add_relation, change_relation, remove_relation
from zolal.people.models import Relation, RelationRole
from zolal.people.queries.records import visible_record
from zolal.people.queries.relations import ends_of, relation_by_uid, role_by_uid, roles, ties_of

relations = Router(tags=["Relations"])

Type = Literal["person", "company"]


class End(Schema):
    type: Type
    id: UUID


class Tie(Schema):
    """`first` is what the role's `word` says of `second`; `kind` is the role's code. Days are ISO, null: not known."""

    first: End
    second: End
    kind: str
    since: date | None = None
    until: date | None = None
    note: str = ""


class TieSeen(Seen):
    since: date | None = None
    until: date | None = None
    note: str = ""


class TieEdit(Schema):
    """With `seen`, what somebody else has changed since is not overwritten: 409."""

    seen: TieSeen = TieSeen()
    since: date | None = None
    until: date | None = None
    note: str | None = None


class RelationRoleIn(Schema):
    word: str
    reverse: str = ""
    symmetric: bool = False
    first_type: Literal["person", "company", ""] = ""
    second_type: Literal["person", "company", ""] = ""


class RelationRoleSeen(Seen):
    word: str = ""
    reverse: str = ""


class RelationRoleEdit(Schema):
    """With `seen`, what somebody else has changed since is not overwritten: 409."""

    seen: RelationRoleSeen = RelationRoleSeen()
    word: str | None = None
    reverse: str | None = None
    active: bool | None = None


@relations.get(
    "/roles", auth=needs("records.read"), response=Page[RelationRoleOut], summary="As what two may belong together"
)
def all_roles(request: HttpRequest) -> Any:  # noqa: ANN401, ARG001
    return page_out(map(role_out, roles(active=False)))


@relations.post("/roles", auth=needs("settings.write"), response={201: RelationRoleOut}, summary="A role of your own")
def new_role(request: HttpRequest, given: RelationRoleIn) -> Any:  # noqa: ANN401
    return Status(201, role_out(create_role(**given.dict(), by=user_of(request))))


@relations.patch(
    "/roles/{uuid:uid}",
    auth=needs("settings.write"),
    response=RelationRoleOut,
    summary="Rename it, or offer it no more",
)
def edit_role(request: HttpRequest, uid: UUID, given: RelationRoleEdit) -> Any:  # noqa: ANN401
    told = given.dict(exclude_unset=True, exclude={"seen"})
    change_role(role=role_by_uid(uid), **told, seen=given.seen.told(), by=user_of(request))
    return role_out(role_by_uid(uid))


@relations.delete("/roles/{uuid:uid}", auth=needs("settings.write"), response=ActionOut, summary="Delete it")
def remove_role(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    """Only one of your own that nobody is related by."""
    return action_out(drop_role(role=role_by_uid(uid), by=user_of(request)))


@relations.get(
    "/{type}/{uuid:uid}",
    auth=needs("records.read"),
    response=Page[RelativeOut],
    summary="Who a person or company belongs with",
)
def index(request: HttpRequest, type: Type, uid: UUID) -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    found = ties_of(record=visible_record(user, type, uid), user=user)
    names = ("kind", "word", "outward", "since", "until", "note")
    return page_out(
        {
            "relation": one.relation.uid if one.relation else None,
            "id": one.record.uid,
            "type": one.record_type,
            "name": one.record.name,
            **{name: getattr(one, name) for name in names},
        }
        for one in found
    )


@relations.post("", auth=needs("records.edit"), response={201: TieOut}, summary="Relate two")
def add(request: HttpRequest, given: Tie) -> Any:  # noqa: ANN401
    user = user_of(request)
    first, second = (visible_record(user, end.type, end.id) for end in (given.first, given.second))
    told = {"kind": given.kind, "since": given.since, "until": given.until, "note": given.note}
    made = add_relation(first=first, second=second, **told, by=user)
    return Status(201, tie_out(user, relation_by_uid(user, made.uid)))


@relations.patch("/{uuid:uid}", auth=needs("records.edit"), response=TieOut, summary="Other days, another note")
def change(request: HttpRequest, uid: UUID, given: TieEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    wanted = given.dict(exclude_unset=True, exclude={"seen"})
    if wanted.get("note", "") is None:
        del wanted["note"]
    change_relation(relation=relation_by_uid(user, uid), **wanted, seen=given.seen.told(), by=user)
    return tie_out(user, relation_by_uid(user, uid))


@relations.delete("/{uuid:uid}", auth=needs("records.edit"), response=ActionOut, summary="Part two again")
def remove(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(remove_relation(relation=relation_by_uid(user, uid), by=user))


def tie_out(user: User, one: Relation) -> dict[str, Any]:
    first, second = ({"type": end.record_type, "id": end.uid, "name": end.name} for end in ends_of(user, one))
    names = ("since", "until", "note")
    told = {"kind": one.kind_id, "word": one.kind.told(first=True)} | {name: getattr(one, name) for name in names}
    return {"id": one.uid, "first": first, "second": second, **told}


def role_out(one: RelationRole) -> dict[str, Any]:
    names = ("code", "symmetric", "first_type", "second_type", "active")
    words = {"word": one.told(first=True), "reverse": one.told(first=False)}
    return {"id": one.uid, **words, **{name: getattr(one, name) for name in names}}
