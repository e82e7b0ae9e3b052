"""What the operations on activities answer with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from zolal.activities.about import Named as AboutNamed
from zolal.activities.models import Attachment
from zolal.activities.queries.findings import Finding
from zolal.activities.queries.shown import Shown
from zolal.api.own_fields import own_out
from zolal.api.shapes import Named, named, user_named
from zolal.people.models import Company, Person


class AboutOut(Schema):
    type: str
    id: UUID
    name: str


class FileOut(Schema):
    id: UUID
    name: str
    size: int
    sha256: str
    at: datetime


class ActivityOut(Schema):
    """An activity; `done_at` is null while it is to be done. `hidden`: it is of a customer you may not see.

    `fields` are those of one's own.
    """

    id: UUID
    version: int
    kind: str
    title: str
    person: Named | None
    company: Named | None
    about: AboutOut | None
    hidden: bool
    owner: Named | None
    team: Named | None
    at: datetime | None
    until: datetime | None
    all_day: bool
    done_at: datetime | None
    began_at: datetime | None
    direction: str
    channel: str
    outcome: str
    body: str
    words: str
    decisions: str
    strengths: str
    weaknesses: str
    attitude: str
    basis: str
    behaviours: list[Named]
    pinned: bool
    repeat: str
    repeat_every: int | None
    place: str
    latitude: float | None
    longitude: float | None
    people: list[Named]
    users: list[Named]
    files: list[FileOut]
    fields: dict[str, Any]
    created_at: datetime
    updated_at: datetime


class ActivityDone(Schema):
    """An activity after something was done with it, the action that undo takes, and what was planned next."""

    activity: ActivityOut
    action: UUID
    next: UUID | None = None


class AttachedOut(Schema):
    files: list[FileOut]
    action: UUID


class InterviewFindingOut(Schema):
    side: str
    text: str
    interview: UUID
    person: Named | None
    at: datetime | None


class FindingsOut(Schema):
    """Newest first; `next` is a cursor for `before`, "" at the end."""

    items: list[InterviewFindingOut]
    next: str
    to_interview: list[Named]


class BehaviourOut(Schema):
    id: UUID
    name: str
    archived: bool


class TimelineStep(Schema):
    """Of a deal "opened", "moved", "won" or "lost"; of an invoice "issued", "returned", "paid" or "paid_back".

    `rials` is the value, the total or the amount; of a `whole_day` the moment is its noon.
    """

    what: str
    about: AboutOut
    whole_day: bool = False
    stage: str = ""
    rials: int | None = None
    reason: str = ""
    note: str = ""
    method: str = ""
    owner: str = ""


class TimelineEntry(Schema):
    """Something at a moment: an activity, a change of the record by an action, or a step of a deal or an invoice."""

    at: datetime
    activity: ActivityOut | None
    action: UUID | None
    kind: str
    facts: dict[str, Any]
    step: TimelineStep | None


_PLAIN = (
    "version", "kind", "title", "at", "until", "done_at", "began_at", "direction", "channel", "outcome", "body",
    "words", "decisions", "strengths", "weaknesses", "attitude", "basis", "repeat", "repeat_every", "place", "latitude",
    "longitude", "created_at", "updated_at",
)  # fmt: skip


def activity_out(one: Shown) -> dict[str, Any]:
    """As its reader may see it."""
    activity = one.activity
    return {
        "id": activity.uid,
        **{name: getattr(activity, name) for name in _PLAIN},
        "all_day": bool(activity.all_day),
        "pinned": bool(activity.pinned),
        "person": record_named(one.person),
        "company": record_named(one.company),
        "about": _about(one.about),
        "hidden": one.hidden,
        "owner": user_named(activity.owner),
        "team": named(activity.team),
        "behaviours": [{"id": str(behaviour.uid), "name": behaviour.name} for behaviour in one.behaviours],
        "people": [record_named(person) for person in one.people],
        "users": [user_named(user) for user in one.users],
        "files": [file_out(file) for file in one.files],
        "fields": own_out("activity", "activities", activity),
    }


def file_out(file: Attachment) -> dict[str, Any]:
    return {"id": file.uid, "name": file.name, "size": file.size, "sha256": file.sha256, "at": file.at}


def finding_out(one: Finding) -> dict[str, Any]:
    activity = one.interview.activity
    return {
        "side": one.side,
        "text": one.text,
        "interview": activity.uid,
        "person": record_named(one.interview.person),
        "at": activity.at,
    }


def record_named(record: Person | Company | None) -> dict[str, str] | None:
    return {"id": str(record.uid), "name": record.name} if record else None


def _about(about: AboutNamed | None) -> dict[str, Any] | None:
    return {"type": about.record_type, "id": about.uid, "name": about.label} if about else None
