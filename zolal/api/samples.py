"""Accuracy by samples: draw, check, and see the estimate."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from zolal.accounts.queries.users import active_users
from zolal.api.answers.samples import SampleOut, SampleSizeOut, SheetOut, ToldOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import Page, page_out
from zolal.capture.actions.verification import Finding, verify
from zolal.engine.score.weights import ACCURACY_LINE
from zolal.quality.actions.samples import draw_sample
from zolal.quality.queries.samples import Line, proposals, sample_by_uid, sample_told, sheets
from zolal.quality.queries.samples import samples as samples_of

samples = Router(tags=["Quality"])

Kind = Literal["person", "company"]


class Draw(Schema):
    """`scope` is "all" or "goal"; `users` (ids) check in turn, none: the caller. A `seed` draws the same again."""

    type: Kind = "person"
    scope: str = "goal"
    size: int
    by_source: bool = False
    users: list[UUID] = Field(default_factory=list)
    seed: int | None = None


class FoundIn(Schema):
    """`outcome` is "right", "wrong" or "unknown"; the `right` value of a wrong one is put in its place."""

    value: int
    outcome: str
    right: str = ""


class Check(Schema):
    """What was found of the values of one record of the sample, and how."""

    number: int
    method: str
    found: list[FoundIn]


@samples.get("", auth=needs("quality.read"), response=Page[SampleOut], summary="Accuracy samples, newest first")
def list_samples(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    return page_out([_line(line) for line in samples_of(user=user_of(request), record_type=type)])


@samples.get(
    "/proposals",
    auth=needs("samples.run"),
    response=list[SampleSizeOut],
    summary="How many records to draw for which margin",
)
def propose(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    found = proposals(user=user_of(request), record_type=type)
    return [{"margin": margin, "size": size} for margin, size in found]


@samples.post("", auth=needs("samples.run"), response={201: ToldOut}, summary="Draw a sample and deal it")
def draw(request: HttpRequest, given: Draw) -> Any:  # noqa: ANN401
    user = user_of(request)
    sample = draw_sample(
        record_type=given.type,
        scope=given.scope,
        size=given.size,
        by=user,
        users=list(active_users().filter(uid__in=given.users)),
        by_source=given.by_source,
        seed=given.seed,
    )
    return Status(201, _told(request, sample.uid))


@samples.get("/{uuid:uid}", auth=needs("quality.read"), response=ToldOut, summary="What a sample says")
def show_sample(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return _told(request, uid)


@samples.get(
    "/{uuid:uid}/sheets", auth=needs("quality.read"), response=Page[SheetOut], summary="The records dealt to the caller"
)
def list_sheets(request: HttpRequest, uid: UUID, everybody: bool = False, open_only: bool = False) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = sheets(user=user, sample=sample_by_uid(user=user, uid=uid), everybody=everybody, open_only=open_only)
    return page_out(
        {
            "number": one.number,
            "record": one.record.uid,
            "name": one.record.name,
            "dealt_to": one.dealt_to,
            "values": [
                {
                    "id": asked.row.pk,
                    "field": asked.row.field,
                    "value": asked.shown,
                    "outcome": asked.row.outcome,
                    "right": asked.row.right,
                }
                for asked in one.values
            ],
        }
        for one in found
    )


@samples.post(
    "/{uuid:uid}/check", auth=needs("values.rate"), response=ToldOut, summary="What was found of the values of a record"
)
def check_values(request: HttpRequest, uid: UUID, given: Check) -> Any:  # noqa: ANN401
    user = user_of(request)
    verify(
        sample=sample_by_uid(user=user, uid=uid),
        number=given.number,
        method=given.method,
        found={one.value: Finding(one.outcome, one.right) for one in given.found},
        by=user,
    )
    return _told(request, uid)


def _line(line: Line) -> dict[str, Any]:
    sample = line.sample
    return {
        "id": sample.uid,
        "type": sample.record_type,
        "scope": sample.scope,
        "seed": sample.seed,
        "by_source": sample.by_source,
        "by": sample.by.name,
        "at": sample.at,
        "population": sample.population,
        "records": line.records,
        "done": line.done,
        "mine": line.mine,
        "of_values": asdict(line.of_values) if line.of_values else None,
        "of_records": asdict(line.of_records) if line.of_records else None,
    }


def _told(request: HttpRequest, uid: UUID) -> dict[str, Any]:
    user = user_of(request)
    told = sample_told(user=user, sample=sample_by_uid(user=user, uid=uid))
    groups = {
        name: [{"name": str(label), "estimate": asdict(one)} for label, one in of]
        for name, of in (("fields", told.fields), ("sources", told.sources))
    }
    return {**_line(told.line), **groups, "line": ACCURACY_LINE}
