"""What the score weighs, and what it would become by other weights."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from zolal.api.answers.scores import AimsOut, PreviewOut
from zolal.api.door import needs, user_of
from zolal.quality.actions.aims import choose_aims
from zolal.quality.queries.aims import aims, goal_choices, is_being_recomputed, preview
from zolal.quality.weights import PARTS, Aims

scores = Router(tags=["Quality"])

Kind = Literal["person", "company"]


class AimsIn(Schema):
    """A whole number from 0 to 100 for each part; the fields of the goals, none of them: the essential ones."""

    type: Kind = "person"
    weights: dict[str, int]
    goal: list[str] = Field(default_factory=list)


@scores.get("/score", auth=needs("settings.read"), response=AimsOut, summary="What the score weighs")
def show_aims(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    return _out(request, type)


@scores.put("/score", auth=needs("settings.write"), response=AimsOut, summary="Weigh otherwise; all are scored anew")
def change_aims(request: HttpRequest, given: AimsIn) -> Any:  # noqa: ANN401
    choose_aims(record_type=given.type, weights=given.weights, goal=given.goal, by=user_of(request))
    return _out(request, given.type)


@scores.post(
    "/score/preview",
    auth=needs("settings.read"),
    response=PreviewOut,
    summary="What the scores would become, on a sample; changes nothing",
)
def preview_aims(request: HttpRequest, given: AimsIn) -> Any:  # noqa: ANN401
    if given.weights.keys() != {*PARTS} or not any(given.weights.values()):
        sentence = _("A weight is a whole number from 0 to 100, one for each of: %(parts)s.")
        raise ValidationError({"weights": sentence % {"parts": ", ".join(PARTS)}})
    known = dict(goal_choices(given.type))
    wanted = Aims(given.weights, [name for name in given.goal if name in known])
    found = preview(user=user_of(request), record_type=given.type, wanted=wanted)
    spreads = {
        when: {scope: asdict(spread) for scope, spread in of.items()}
        for when, of in (("now", found.now), ("then", found.then))
    }
    return {"records": found.records, **spreads}


def _out(request: HttpRequest, record_type: Kind) -> dict[str, Any]:
    found = aims(user=user_of(request), record_type=record_type)
    return {
        "type": record_type,
        "weights": dict(found.weights),
        "goal": list(found.goal),
        "choices": [name for name, _label in goal_choices(record_type)],
        "recomputing": is_being_recomputed(),
    }
