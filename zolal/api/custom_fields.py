"""Fields that an administrator makes, and groups of fields."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Schema, Status

from zolal.accounts.queries.users import team_by_id
from zolal.api.answers.custom_fields import CustomFieldOut, FieldGroupOut, custom_field_out
from zolal.api.door import needs, signed_in, user_of
from zolal.api.shapes import ActionOut, action_out
from zolal.people.actions.custom_fields import (
    change_custom_field,
    create_custom_field,
    move_custom_fields,
    restore_custom_field,
    retire_custom_field,
)
from zolal.people.actions.field_groups import arrange_field_group, create_field_group, drop_field_group
from zolal.people.fields import FieldGroup, groups
from zolal.people.models import CustomField
from zolal.people.queries.custom_fields import custom_field_by_uid
from zolal.people.queries.custom_fields import custom_fields as all_of
from zolal.stewardship.actions.proposals import decide_proposal
from zolal.stewardship.queries.proposals import proposal_by_uid

custom_fields = Router(tags=["Own fields"])

KindName = Literal[
    "text", "long text", "number", "money", "date", "choice", "choices", "yes or no", "relation", "file"
]  # fmt: skip


class FieldChoice(Schema):
    """Without `value` one is made of the label; with that of a choice there is, it is renamed."""

    value: str = ""
    fa: str = ""
    en: str = ""
    colour: str = ""


class FieldEdit(Schema):
    """Ends of a range as texts: numbers, rials, days. What a kind cannot have is left out. `version` is what was seen:
    409 where somebody has changed the field since."""

    label_fa: str | None = None
    label_en: str | None = None
    help: str | None = None
    group: str | None = None
    choices: list[FieldChoice] | None = None
    default: str | None = None
    when_field: str | None = None
    when_values: list[str] | None = None
    required: bool | None = None
    refuses: bool | None = None
    unique: bool | None = None
    least: str | None = None
    most: str | None = None
    shortest: int | None = None
    longest: int | None = None
    pattern: str | None = None

    def told(self) -> dict[str, Any]:
        return {name: value for name, value in self.model_dump().items() if value is not None}


class CustomFieldIn(FieldEdit):
    """`target` of a relation: "person", "company" or "user". `proposal`: the accepted one that is carried out by it."""

    type: str = "person"
    kind: KindName
    key: str = ""
    target: str = ""
    proposal: UUID | None = None


class FieldChange(FieldEdit):
    version: int | None = None


class FieldOrder(Schema):
    type: str = "person"
    fields: list[UUID]


class FieldGroupIn(Schema):
    """`roles` (their keys) and `team` keep the group: only they, and administrators, write its fields.

    Without any (no roles, `team` null) it is everybody's.
    """

    label_fa: str | None = None
    label_en: str | None = None
    colour: str | None = None
    position: int | None = None
    roles: list[str] | None = None
    team: int | None = None


@custom_fields.get(
    "", auth=needs("quality.read"), response=list[CustomFieldOut], summary="Own fields, retired ones too"
)
def all_own(request: HttpRequest, type: str = "person") -> Any:  # noqa: A002, ANN401
    return [custom_field_out(one) for one in all_of(user=user_of(request), record_type=type)]


@custom_fields.post("", auth=needs("fields.manage"), response={201: CustomFieldOut}, summary="A further field")
def make_own(request: HttpRequest, given: CustomFieldIn) -> Any:  # noqa: ANN401
    told, user = given.told(), user_of(request)
    asked = told.pop("proposal", None)
    with transaction.atomic():
        field = create_custom_field(record_type=told.pop("type"), by=user, **told)
        if asked is not None:
            decide_proposal(proposal=proposal_by_uid(asked, user=user), state="done", by=user)
    return Status(201, custom_field_out(field))


@custom_fields.get("/groups", auth=signed_in(), response=list[FieldGroupOut], summary="Groups of fields, in order")
def all_groups(request: HttpRequest) -> Any:  # noqa: ANN401, ARG001
    return [group_out(group) for group in groups().values()]


@custom_fields.post("/groups", auth=needs("fields.manage"), response={201: FieldGroupOut}, summary="A further group")
def new_group(request: HttpRequest, given: FieldGroupIn) -> Any:  # noqa: ANN401
    row = create_field_group(by=user_of(request), **_group(given))
    return Status(201, group_out(groups()[row.key]))


@custom_fields.patch(
    "/groups/{str:key}", auth=needs("fields.manage"), response=FieldGroupOut, summary="Arrange a group"
)
def edit_group(request: HttpRequest, key: str, given: FieldGroupIn) -> Any:  # noqa: ANN401
    arrange_field_group(key=key, by=user_of(request), **_group(given))
    return group_out(groups()[key])


@custom_fields.delete(
    "/groups/{str:key}", auth=needs("fields.manage"), response=ActionOut, summary="Away, or as it came"
)
def remove_group(request: HttpRequest, key: str) -> Any:  # noqa: ANN401
    return action_out(drop_field_group(key=key, by=user_of(request)))


@custom_fields.put("/order", auth=needs("fields.manage"), response=ActionOut, summary="In this order from now on")
def order_own(request: HttpRequest, given: FieldOrder) -> Any:  # noqa: ANN401
    uids = [str(uid) for uid in given.fields]
    return action_out(move_custom_fields(record_type=given.type, uids=uids, by=user_of(request)))


@custom_fields.get("/{uuid:uid}", auth=needs("quality.read"), response=CustomFieldOut, summary="One of them")
def one_own(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return custom_field_out(custom_field_by_uid(uid, user=user_of(request)))


@custom_fields.patch("/{uuid:uid}", auth=needs("fields.manage"), response=CustomFieldOut, summary="Change a field")
def edit_own(request: HttpRequest, uid: UUID, given: FieldChange) -> Any:  # noqa: ANN401
    user = user_of(request)
    field: CustomField = custom_field_by_uid(uid, user=user)
    change_custom_field(field=field, by=user, **given.told())
    return custom_field_out(custom_field_by_uid(uid, user=user))


@custom_fields.post("/{uuid:uid}/retire", auth=needs("fields.manage"), response=ActionOut, summary="Out of use")
def retire_own(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(retire_custom_field(field=custom_field_by_uid(uid, user=user), by=user))


@custom_fields.post("/{uuid:uid}/restore", auth=needs("fields.manage"), response=ActionOut, summary="In use again")
def restore_own(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(restore_custom_field(field=custom_field_by_uid(uid, user=user), by=user))


def group_out(group: FieldGroup) -> dict[str, Any]:
    return {"key": group.name, "label": str(group.label), "tone": group.tone, "roles": group.roles, "team": group.team}


def _group(given: FieldGroupIn) -> dict[str, Any]:
    told = {name: value for name, value in given.model_dump(exclude_unset=True).items() if name != "team"}
    if "team" in given.model_fields_set:
        told["team"] = team_by_id(given.team) if given.team is not None else None
    return told
