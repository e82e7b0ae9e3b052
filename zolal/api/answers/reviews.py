"""What the operations on reviews of methods and on adoption answer with."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from zolal.api.shapes import Named


class ReviewDecisionOut(Schema):
    id: UUID
    review: UUID
    text: str
    responsible: Named
    due_on: date
    done_on: date | None


class FindingOut(Schema):
    area: str
    question: str
    finding: str


class ReviewOut(Schema):
    """A review; `held_on` is null until it was held. `every`: months until the next one, 0 for none."""

    id: UUID
    title: str
    planned_on: date
    every: int
    lead: Named
    summary: str
    held_on: date | None
    questions: list[FindingOut]


class ReviewDetail(ReviewOut):
    decisions: list[ReviewDecisionOut]


class ReviewsOut(Schema):
    """What is to come, what was held, and what was decided and is not done yet."""

    coming: list[ReviewOut]
    held: list[ReviewOut]
    open: list[ReviewDecisionOut]


class UserAdoptionOut(Schema):
    """What somebody did in twelve weeks; `weeks`: days active in each; `dealt` and `done` are of the maintenance."""

    user: Named
    active: int
    actions: int
    entered: int
    edited: int
    decided: int
    imported: int
    dealt: int
    done: int
    weeks: list[int]
    last_login: datetime | None


class AdoptionOut(Schema):
    """`weeks`: the Saturdays on which they began; `working`: days from Saturday to Thursday in them."""

    weeks: list[date]
    working: int
    users: list[UserAdoptionOut]
