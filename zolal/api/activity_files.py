"""Files of activities, findings of interviews, and the list of behaviours."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from zolal.activities.actions.attachments import attach, detach
from zolal.activities.actions.behaviours import add_behaviour, change_behaviour
from zolal.activities.queries.activities import visible_activity
from zolal.activities.queries.attachments import visible_attachment
from zolal.activities.queries.behaviours import behaviour_by_uid, behaviours
from zolal.activities.queries.findings import findings, to_interview
from zolal.api.answers.activities import (
    AttachedOut,
    BehaviourOut,
    FindingsOut,
    file_out,
    finding_out,
    record_named,
)
from zolal.api.door import needs, user_of
from zolal.api.shapes import ActionOut, Seen, action_out
from zolal.core.downloads import as_file
from zolal.core.files import Upload

activity_files = Router(tags=["Activities"])


class BehaviourIn(Schema):
    name: str


class BehaviourSeen(Seen):
    name: str = ""


class BehaviourEdit(Schema):
    """`archived`: no longer offered, while observations keep it. With `seen`, what somebody else has changed since is
    not overwritten: 409."""

    seen: BehaviourSeen = BehaviourSeen()

    name: str | None = None
    archived: bool | None = None


@activity_files.post(
    "/{uuid:uid}/files", auth=needs("activities.write"), response={201: AttachedOut}, summary="Attach a file"
)
def attach_file(request: HttpRequest, uid: UUID, file: File[UploadedFile]) -> Any:  # noqa: ANN401
    user = user_of(request)
    uploads = [Upload(file.name or "", file.size or 0, file)]
    found, action = attach(activity=visible_activity(user, uid), uploads=uploads, by=user)
    return Status(201, {"files": [file_out(one) for one in found], "action": action.uid})


@activity_files.get("/files/{uuid:uid}", auth=needs("records.read"), summary="The bytes of a file")
def download_attachment(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    found = visible_attachment(user_of(request), uid)
    return as_file(found.sha256, found.name)


@activity_files.delete(
    "/files/{uuid:uid}", auth=needs("activities.write"), response=ActionOut, summary="Take a file away"
)
def drop_file(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(detach(attachment=visible_attachment(user, uid), by=user))


@activity_files.get("/findings", auth=needs("records.read"), response=FindingsOut, summary="What interviews found")
def found_in_interviews(request: HttpRequest, side: str = "", q: str = "", before: datetime | None = None) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = findings(user, side=side, search=q, before=before)
    return {
        "items": [finding_out(one) for one in found.findings],
        "next": found.next,
        "to_interview": [record_named(person) for person in to_interview(user)],
    }


@activity_files.get(
    "/behaviours", auth=needs("records.read"), response=list[BehaviourOut], summary="What observations choose from"
)
def list_behaviours(request: HttpRequest, archived: bool = False) -> Any:  # noqa: ANN401, ARG001
    return [_behaviour(one) for one in behaviours(archived=archived)]


@activity_files.post(
    "/behaviours", auth=needs("settings.write"), response={201: BehaviourOut}, summary="Another behaviour"
)
def new_behaviour(request: HttpRequest, given: BehaviourIn) -> Any:  # noqa: ANN401
    behaviour, _action = add_behaviour(name=given.name, by=user_of(request))
    return Status(201, _behaviour(behaviour))


@activity_files.patch(
    "/behaviours/{uuid:uid}", auth=needs("settings.write"), response=ActionOut, summary="Rename it, or offer it no more"
)
def edit_behaviour(request: HttpRequest, uid: UUID, given: BehaviourEdit) -> Any:  # noqa: ANN401
    behaviour = behaviour_by_uid(uid)
    told = given.dict() | {"seen": given.seen.told()}
    return action_out(change_behaviour(behaviour=behaviour, **told, by=user_of(request)))


def _behaviour(one: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"id": one.uid, "name": one.name, "archived": one.archived}
