"""The written steps from a contact to a lead, and how far somebody has come on them."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from zolal.api.answers.choices import ContactStepOfOut, ContactStepOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import ActionOut, Seen, action_out
from zolal.people.actions.contact_steps import drop_step, tick_step, write_step
from zolal.people.models import ContactStep
from zolal.people.queries.contact_steps import step_by_uid, steps, steps_of
from zolal.people.queries.records import visible_record

contact_steps = Router(tags=["Steps to a lead"])


class ContactStepIn(Schema):
    """`touch_point` is a choice of the field own:touch_point, "" for every contact."""

    text: str
    touch_point: str = ""
    who: str = "owner"
    days: int = 1
    position: int | None = None


class ContactStepSeen(Seen):
    text: str = ""
    touch_point: str = ""
    who: str = ""
    days: int = 0
    position: int = 0


class ContactStepEdit(Schema):
    """With `seen`, what somebody else has changed since is not overwritten: 409."""

    seen: ContactStepSeen = ContactStepSeen()
    text: str | None = None
    touch_point: str | None = None
    who: str | None = None
    days: int | None = None
    position: int | None = None


class Tick(Schema):
    type: Literal["person", "company"] = "person"
    record: UUID
    done: bool = True


@contact_steps.get("", auth=needs("records.read"), response=list[ContactStepOut], summary="All written steps")
def index(request: HttpRequest) -> Any:  # noqa: ANN401
    return [step_out(one) for one in steps(user=user_of(request))]


@contact_steps.post("", auth=needs("stewardship.plan"), response={201: ContactStepOut}, summary="A further step")
def write(request: HttpRequest, given: ContactStepIn) -> Any:  # noqa: ANN401
    return Status(201, step_out(write_step(by=user_of(request), **given.model_dump())))


@contact_steps.get(
    "/of", auth=needs("records.read"), response=list[ContactStepOfOut], summary="The steps of one record"
)
def of_record(request: HttpRequest, record: UUID, type: Literal["person", "company"] = "person") -> Any:  # noqa: A002, ANN401
    found = steps_of(visible_record(user_of(request), type, record))
    return [step_out(one.step) | {"due": one.due, "done_on": one.done_on, "done_by": one.done_by} for one in found]


@contact_steps.patch("/{uuid:uid}", auth=needs("stewardship.plan"), response=ContactStepOut, summary="Change a step")
def change(request: HttpRequest, uid: UUID, given: ContactStepEdit) -> Any:  # noqa: ANN401
    user, told = user_of(request), given.model_dump() | {"seen": given.seen.told()}
    return step_out(write_step(step=step_by_uid(uid, user=user), by=user, **told))


@contact_steps.delete("/{uuid:uid}", auth=needs("stewardship.plan"), response=ActionOut, summary="Take a step away")
def drop(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(drop_step(step=step_by_uid(uid, user=user), by=user))


@contact_steps.post(
    "/{uuid:uid}/tick", auth=needs("records.edit"), response=ActionOut, summary="Done, or not after all"
)
def tick(request: HttpRequest, uid: UUID, given: Tick) -> Any:  # noqa: ANN401
    user = user_of(request)
    step, record = step_by_uid(uid, user=user), visible_record(user, given.type, given.record)
    return action_out(tick_step(record_type=given.type, record_id=record.pk, step=step, done=given.done, by=user))


def step_out(step: ContactStep) -> dict[str, Any]:
    return {
        "id": step.uid,
        **{name: getattr(step, name) for name in ("touch_point", "text", "who", "days", "position")},
    }
