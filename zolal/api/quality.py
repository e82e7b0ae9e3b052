"""How good the data is: the dashboard's figures, the queue of issues, one record's score with its reasons."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from zolal.api.answers.quality import DashboardOut, MatchingOut, RecordQualityOut
from zolal.api.door import needs, user_of
from zolal.api.problems import Refused
from zolal.people.queries.records import visible_record
from zolal.quality.actions.automatic import NotProved, switch_off, switch_on
from zolal.quality.queries.dashboard import dashboard
from zolal.quality.queries.matching import matching
from zolal.quality.queries.records import record_quality
from zolal.quality.queries.trend import Trend, trends

quality = Router(tags=["Quality"])

Kind = Literal["person", "company"]


@quality.get(
    "/dashboard",
    auth=needs("quality.read"),
    response=DashboardOut,
    summary="Score, trend, accuracy, classes, fill, sources, people",
)
def show(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    found = dashboard(user=user_of(request), record_type=type)
    return {
        "type": found.record_type,
        "figures": found.figures,
        "at": found.at,
        "live": found.live,
        "classes": [asdict(one) for one in found.classes],
        "open_pairs": found.open_pairs,
        "trend": [{"day": day, "quality": score} for day, score in found.trend],
        "goal_trend": [{"day": day, "quality": score} for day, score in found.goal_trend],
        "benchmark": {
            "line": found.benchmark.line,
            "firms_above": dict(found.benchmark.firms_above),
            "study": str(found.benchmark.study),
        },
    }


@quality.get(
    "/matching",
    auth=needs("quality.read"),
    response=MatchingOut,
    summary="How right matching is, by answers on pairs drawn by lot",
)
def how_right(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    return _matching(request, type)


class Switch(Schema):
    """`automatic`: whether matching merges the pairs it is sure of by itself."""

    type: Kind = "person"
    automatic: bool


@quality.post(
    "/matching/automatic",
    auth=needs("settings.write"),
    response=MatchingOut,
    summary="Let matching merge sure pairs by itself, or stop it",
)
def switch(request: HttpRequest, given: Switch) -> Any:  # noqa: ANN401
    user = user_of(request)
    if not given.automatic:
        switch_off(record_type=given.type, by=user)
        return _matching(request, given.type)
    try:
        switch_on(record_type=given.type, by=user)
    except NotProved as refused:
        raise Refused(409, str(refused)) from refused
    return _matching(request, given.type)


def _matching(request: HttpRequest, record_type: str) -> dict[str, Any]:
    found = matching(user=user_of(request), record_type=record_type)
    return {
        "type": found.record_type,
        "precision": asdict(found.precision),
        "recall": asdict(found.recall),
        "needed": found.needed,
        "waiting": found.waiting,
        "learnt_from": found.learnt_from,
        "fresh": found.fresh,
        "automatic": found.automatic is not None,
        "merged": found.merged,
        "undone": found.undone,
    }


@quality.get(
    "/records/{type}/{uuid:uid}",
    auth=needs("quality.read"),
    response=RecordQualityOut,
    summary="One record's score, and what raises it",
)
def of_record(request: HttpRequest, type: Kind, uid: UUID) -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    record = visible_record(user, type, uid)
    found = record_quality(user=user, record=record)
    own, *absorbed = trends(user=user, record=record)
    return {
        "quality": found.quality,
        "trend": _days(own),
        "absorbed": [
            {"id": one.record.uid, "name": one.record.name, "until": one.until, "trend": _days(one)} for one in absorbed
        ],
        "parts": dict(found.parts),
        "reasons": [
            {"text": str(one.text), "code": one.code, "field": one.field, "gain": one.gain} for one in found.reasons
        ],
        "issues": [
            {"field": issue.fact, "code": issue.code, "severity": issue.severity, "message": str(message)}
            for issue, message in found.issues
        ],
        "pairs": [{"id": seen.pair.uid, "probability": seen.pair.probability} for seen in found.pairs],
    }


def _days(of: Trend) -> list[dict[str, Any]]:
    return [{"day": since, "quality": quality} for since, quality in of.points]
