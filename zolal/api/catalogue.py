"""The data catalogue: fields and places of data, defaults from the majority, and which contacts fit."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from zolal.api.answers.catalogue import CatalogueOut, DefaultOut, DefaultsOut, FitOut, IndicatorOut, PlaceOut
from zolal.api.answers.jobs import JobOut
from zolal.api.door import needs, user_of
from zolal.api.jobs import job_out
from zolal.api.shapes import ActionOut, Page, Seen, action_out, page_out
from zolal.core.jobs import enqueue
from zolal.stewardship.actions.defaults import choose_default, drop_default
from zolal.stewardship.actions.fit import add_indicator, drop_indicator
from zolal.stewardship.actions.places import add_place, change_place, drop_place
from zolal.stewardship.models import DataPlace, FitIndicator
from zolal.stewardship.queries.catalogue import catalogue as catalogue_of
from zolal.stewardship.queries.catalogue import place_by_uid, places
from zolal.stewardship.queries.defaults import default_by_id, proposals, watched
from zolal.stewardship.queries.fit import indicator_by_uid, indicators, spread

catalogue = Router(tags=["Catalogue"])

Kind = Literal["person", "company"]


class PlaceIn(Schema):
    """`kind` is sheet, accounting, site, app, social, paper or other."""

    name: str
    kind: str
    holds: str
    keeper: str = ""
    reached: str = ""
    readers: str = ""
    is_reachable: bool = False


class PlaceSeen(Seen):
    name: str = ""
    kind: str = ""
    holds: str = ""
    keeper: str = ""
    reached: str = ""
    readers: str = ""
    is_reachable: bool = False


class PlaceEdit(Schema):
    """With `seen`, what somebody else has changed since is not overwritten: 409."""

    seen: PlaceSeen = PlaceSeen()
    name: str | None = None
    kind: str | None = None
    holds: str | None = None
    keeper: str | None = None
    reached: str | None = None
    readers: str | None = None
    is_reachable: bool | None = None


class DefaultIn(Schema):
    type: Kind = "person"
    field: str


class IndicatorIn(Schema):
    """`query` is the query string of a list (city=یزد); who is on it gets the points."""

    type: Kind = "person"
    name: str
    query: str
    points: int


@catalogue.get("", auth=needs("quality.read"), response=CatalogueOut, summary="What data there is, in which form")
def show(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    found = catalogue_of(user=user_of(request), record_type=type)
    return {
        "type": type,
        "coverage": found.coverage,
        "at": found.at,
        "fields": [
            {
                "field": one.field.name,
                "label": str(one.field.label),
                "group": one.field.group,
                "shape": one.field.shape.value,
                "kind": one.field.kind,
                "worth": one.worth,
                "share": one.share,
                "figures": one.figures,
            }
            for one in found.fields
        ],
        "ways_out": {role: list(ways) for role, ways in found.ways_out.items()},
        "seen_by": {key: scope for _label, key, scope in found.seen_by},
    }


@catalogue.post("/count", auth=needs("stewardship.plan"), response={202: JobOut}, summary="Count all fields anew")
def count(request: HttpRequest) -> Any:  # noqa: ANN401
    return Status(202, job_out(enqueue("stewardship.profile", owner=user_of(request))))


@catalogue.get("/places", auth=needs("quality.read"), response=Page[PlaceOut], summary="Places of data elsewhere")
def all_places(request: HttpRequest) -> Any:  # noqa: ANN401
    return page_out(_place(one) for one in places(user=user_of(request)))


@catalogue.post("/places", auth=needs("stewardship.plan"), response={201: PlaceOut}, summary="Add a place")
def new_place(request: HttpRequest, given: PlaceIn) -> Any:  # noqa: ANN401
    return Status(201, _place(add_place(by=user_of(request), **given.dict())))


@catalogue.patch("/places/{uuid:uid}", auth=needs("stewardship.plan"), response=ActionOut, summary="Change a place")
def edit_place(request: HttpRequest, uid: UUID, given: PlaceEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    said = given.dict(exclude_none=True, exclude={"seen"})
    return action_out(change_place(place=place_by_uid(uid, user=user), by=user, seen=given.seen.told(), **said))


@catalogue.delete("/places/{uuid:uid}", auth=needs("stewardship.plan"), response=ActionOut, summary="Drop a place")
def remove_place(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(drop_place(place=place_by_uid(uid, user=user), by=user))


@catalogue.get("/defaults", auth=needs("quality.read"), response=DefaultsOut, summary="Defaults from the majority")
def defaults(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    return _defaults(request, type)


@catalogue.post("/defaults", auth=needs("stewardship.plan"), response={201: DefaultsOut}, summary="Choose a default")
def choose(request: HttpRequest, given: DefaultIn) -> Any:  # noqa: ANN401
    choose_default(record_type=given.type, field=given.field, by=user_of(request))
    return Status(201, _defaults(request, given.type))


@catalogue.delete("/defaults/{int:number}", auth=needs("stewardship.plan"), response=ActionOut, summary="Drop one")
def remove_default(request: HttpRequest, number: int) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(drop_default(default=default_by_id(number, user=user), by=user))


@catalogue.get("/fit", auth=needs("quality.read"), response=FitOut, summary="Which contacts are of use")
def fit(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    found = spread(user=user, record_type=type)
    return {
        "indicators": [
            _indicator(one.indicator) | {"count": one.count, "is_exact": one.is_exact}
            for one in indicators(user=user, record_type=type)
        ],
        "points": [list(pair) for pair in found.points],
        "none": found.none,
    }


@catalogue.post("/fit", auth=needs("stewardship.plan"), response={201: IndicatorOut}, summary="Add an indicator")
def new_indicator(request: HttpRequest, given: IndicatorIn) -> Any:  # noqa: ANN401
    said = given.dict(exclude={"type"})
    return Status(201, _indicator(add_indicator(record_type=given.type, by=user_of(request), **said)))


@catalogue.delete("/fit/{uuid:uid}", auth=needs("stewardship.plan"), response=ActionOut, summary="Drop an indicator")
def remove_indicator(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(drop_indicator(indicator=indicator_by_uid(uid, user=user), by=user))


def _place(one: DataPlace) -> dict[str, Any]:
    told = ("name", "kind", "holds", "keeper", "reached", "readers", "is_reachable")
    return {"id": one.uid, **{name: getattr(one, name) for name in told}}


def _indicator(one: FitIndicator) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("name", "query", "points")}
    return {"id": one.uid, **told, "count": None, "is_exact": False}


def _defaults(request: HttpRequest, record_type: str) -> dict[str, Any]:
    user = user_of(request)
    return {
        "proposals": [
            {"field": field.name, "value": most.value, "share": most.share, "known": most.known}
            for field, most in proposals(user=user, record_type=record_type)
        ],
        "defaults": [
            DefaultOut(
                id=one.default.pk,
                field=one.default.field,
                value=one.default.value,
                share=one.default.share,
                known=one.default.known,
                since=one.default.since,
                entered=one.entered,
                with_default=one.with_default,
                biases=one.biases,
            )
            for one in watched(user=user, record_type=record_type)
        ],
    }
