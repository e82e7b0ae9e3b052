"""How right matching is, what it has learnt from people, and what it merged by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed, demand
from zolal.accounts.visibility import scope_of
from zolal.engine.match.audit import Estimate
from zolal.engine.match.rescore import LEAST_ANSWERS
from zolal.quality.answers import answers_since
from zolal.quality.audit import AIM, FLOOR, audit
from zolal.quality.automatic import undone_share
from zolal.quality.models import Automatic
from zolal.quality.queries.merges import Merged, merges_by_machine
from zolal.quality.training import newest

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Matching:
    """precision: of the pairs matching is sure of. recall: of the true pairs those it is sure of or asks about.

    needed: so many more sure pairs drawn by lot must be found right before matching may merge by itself; -1: all that
    are drawn would not be enough. waiting: so many pairs drawn by lot await an answer. learnt_from: answers the model
    in use has learnt from; fresh: answers since; due: from how many fresh ones on it is trained again.
    """

    record_type: str
    precision: Estimate
    recall: Estimate
    needed: int
    waiting: int
    learnt_from: int
    learnt_at: datetime | None
    fresh: int
    due: int
    automatic: Automatic | None
    merged: int
    undone: int
    merges: Sequence[Merged]
    aim: float = AIM
    floor: float = FLOOR

    @property
    def may_be_switched_on(self) -> bool:
        return self.needed == 0

    @property
    def has_failed(self) -> bool:
        """Whether too many of the sure pairs are wrong, as far as all answers that were asked for tell."""
        value = self.precision.value
        return self.needed < 0 and value is not None and value < self.aim


def sees_matching(user: User) -> bool:
    """Whether the user sees all records, of which the figures tell."""
    return scope_of(user) == "all"


def matching(*, user: User, record_type: str) -> Matching:
    """Raises `NotAllowed`, also for who does not see all records."""
    demand(user, "quality.read")
    if not sees_matching(user):
        raise NotAllowed("quality.read")
    found, model = audit(record_type), newest(record_type)
    merged, undone = undone_share(record_type)
    return Matching(
        record_type,
        found.precision,
        found.recall,
        found.needed,
        len(found.to_ask),
        int(model.taught.get("answers", 0)) if model else 0,
        model.trained_at if model else None,
        answers_since(record_type, model.trained_at if model else None).count(),
        LEAST_ANSWERS,
        Automatic.objects.filter(record_type=record_type).select_related("by").first(),
        merged,
        undone,
        merges_by_machine(user=user, record_type=record_type, size=SHOWN),
    )
