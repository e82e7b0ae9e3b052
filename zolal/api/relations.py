"""Who belongs with whom."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from zolal.api.answers.relations import RelativeOut, TieOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import ActionOut, Page, action_out, page_out
from zolal.people.actions.relations import add_relation, remove_relation
from zolal.people.queries.records import visible_record
from zolal.people.queries.timeline import related_people

relations = Router(tags=["Relations"])

Kind = Literal["household", "colleague", "referrer"]


class Tie(Schema):
    """For "referrer", `person` is who was referred, `other` by whom."""

    person: UUID
    other: UUID
    kind: Kind


@relations.get(
    "/{type}/{uuid:uid}",
    auth=needs("records.read"),
    response=Page[RelativeOut],
    summary="Relations of a person, people of a company",
)
def index(request: HttpRequest, type: Literal["person", "company"], uid: UUID) -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    found = related_people(record=visible_record(user, type, uid), user=user)
    return page_out(
        {"id": one.record.uid, "name": one.record.name, "kind": one.kind, "outward": one.outward} for one in found
    )


@relations.post("", auth=needs("records.edit"), response={201: TieOut}, summary="Relate two people")
def add(request: HttpRequest, given: Tie) -> Any:  # noqa: ANN401
    user = user_of(request)
    person, other = (visible_record(user, "person", uid) for uid in (given.person, given.other))
    add_relation(person=person, other=other, kind=given.kind, by=user)
    return Status(201, {"person": person.uid, "other": other.uid, "kind": given.kind})


@relations.post("/remove", auth=needs("records.edit"), response=ActionOut, summary="Part two people again")
def remove(request: HttpRequest, given: Tie) -> Any:  # noqa: ANN401
    user = user_of(request)
    person, other = (visible_record(user, "person", uid) for uid in (given.person, given.other))
    found = person.relations.filter(other=other, kind=given.kind) or other.relations.filter(
        other=person, kind=given.kind
    )
    return action_out(remove_relation(relation=found.get(), by=user))
