"""Reviews of methods, and adoption."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from zolal.accounts.queries.users import user_by_uid
from zolal.api.answers.reviews import AdoptionOut, ReviewDecisionOut, ReviewDetail, ReviewsOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import Seen, user_named
from zolal.stewardship.actions.reviews import decide_in_review, finish_decision, plan_review, write_findings
from zolal.stewardship.models import Review, ReviewDecision
from zolal.stewardship.queries.adoption import adoption as adoption_of
from zolal.stewardship.queries.reviews import decision_by_uid, review_by_uid, review_list

reviews = Router(tags=["Reviews of methods"])
adoption = Router(tags=["Adoption"])


class ReviewQuestion(Schema):
    area: Literal["collection", "update", "management"]
    question: str
    finding: str = ""


class ReviewIn(Schema):
    """Without `questions` it has those of the template."""

    title: str
    planned_on: date
    lead: UUID
    every: int = 3
    questions: list[ReviewQuestion] | None = None


class FindingsSeen(Seen):
    questions: list[ReviewQuestion] = Field(default_factory=list)
    summary: str = ""


class Findings(Schema):
    """`held`: the review is closed, and the next one planned. With `seen`, what others have written since stays beside
    the questions that you left as they were, and is not overwritten beside the others: 409."""

    seen: FindingsSeen = FindingsSeen()
    questions: list[ReviewQuestion]
    summary: str = ""
    held: bool = False


class ReviewDecisionIn(Schema):
    text: str
    responsible: UUID
    due_on: date


class Finished(Schema):
    done: bool = True


@reviews.get("", auth=needs("quality.read"), response=ReviewsOut, summary="To come, held, decided")
def index(request: HttpRequest) -> Any:  # noqa: ANN401
    found = review_list(user_of(request))
    return {
        "coming": [review_out(one) for one in found.coming],
        "held": [review_out(one) for one in found.held],
        "open": [decision_out(one) for one in found.open],
    }


@reviews.post("", auth=needs("stewardship.plan"), response={201: ReviewDetail}, summary="Plan a review")
def plan(request: HttpRequest, given: ReviewIn) -> Any:  # noqa: ANN401
    wanted = given.dict() | {"lead": user_by_uid(given.lead)}
    return Status(201, _detail(plan_review(**wanted, by=user_of(request))))


@reviews.get("/{uuid:uid}", auth=needs("quality.read"), response=ReviewDetail, summary="Questions, findings, decisions")
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return _detail(review_by_uid(user_of(request), uid))


@reviews.put(
    "/{uuid:uid}/findings", auth=needs("quality.read"), response=ReviewDetail, summary="Write down, or hold it"
)
def write(request: HttpRequest, uid: UUID, given: Findings) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = given.dict(exclude={"seen"})
    return _detail(write_findings(review=review_by_uid(user, uid), **told, seen=given.seen.told(), by=user))


@reviews.post(
    "/{uuid:uid}/decisions", auth=needs("quality.read"), response={201: ReviewDecisionOut}, summary="Who does what"
)
def decide(request: HttpRequest, uid: UUID, given: ReviewDecisionIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    wanted = given.dict() | {"responsible": user_by_uid(given.responsible)}
    return Status(201, decision_out(decide_in_review(review=review_by_uid(user, uid), **wanted, by=user)))


@reviews.post("/decisions/{uuid:uid}", auth=needs("quality.read"), response=ReviewDecisionOut, summary="It is done")
def finish(request: HttpRequest, uid: UUID, given: Finished) -> Any:  # noqa: ANN401
    user = user_of(request)
    return decision_out(finish_decision(decision=decision_by_uid(user, uid), done=given.done, by=user))


@adoption.get(
    "", auth=needs("records.read"), response=AdoptionOut, summary="Your people over twelve weeks, or yourself"
)
def use(request: HttpRequest) -> Any:  # noqa: ANN401
    found = adoption_of(user_of(request))
    names = ("active", "actions", "entered", "edited", "decided", "imported", "dealt", "done", "weeks")
    return {
        "weeks": found.weeks,
        "working": found.working,
        "users": [
            {
                "user": user_named(one.user),
                "last_login": one.user.last_login,
                **{name: getattr(one, name) for name in names},
            }
            for one in found.uses
        ],
    }


def review_out(review: Review) -> dict[str, Any]:
    names = ("title", "planned_on", "every", "summary", "held_on", "questions")
    return {"id": review.uid, **{name: getattr(review, name) for name in names}, "lead": user_named(review.lead)}


def decision_out(decision: ReviewDecision) -> dict[str, Any]:
    names = ("text", "due_on", "done_on")
    return {
        "id": decision.uid,
        "review": decision.review.uid,
        "responsible": user_named(decision.responsible),
        **{name: getattr(decision, name) for name in names},
    }


def _detail(review: Review) -> dict[str, Any]:
    decisions = review.decisions.select_related("responsible", "review")
    return {**review_out(review), "decisions": [decision_out(one) for one in decisions]}
