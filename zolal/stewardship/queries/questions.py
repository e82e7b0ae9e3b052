"""What to ask a customer next, and whether they were asked enough already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.settings import setting
from zolal.people.fields import Field, Shape, fields_of
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import fixed
from zolal.people.queries.timeline import absorbed_ids
from zolal.people.uses import Use, uses_of
from zolal.quality.snapshots import snapshots
from zolal.stewardship.models import Question

ASKED_AGAIN_AFTER = timedelta(days=365)
"""Whoever did not want to say is left alone with it for so long."""

_WORTH: Mapping[str, float] = {"essential": 6, "report": 4, "score": 2, "matching": 2, "rule": 1, "view": 1}
"""What one use of a field is worth, in points of the score."""
_ASKABLE = frozenset(Shape) - {Shape.LONG_TEXT, Shape.FILE, Shape.USER, Shape.TEAM, Shape.CATEGORY, Shape.TAGS}


@dataclass(frozen=True, slots=True)
class Budget:
    """`asked` of `most` questions within `days`; `free_at` is when the next may be asked, where there is none left."""

    asked: int
    most: int
    days: int
    free_at: datetime | None

    @property
    def left(self) -> int:
        return max(self.most - self.asked, 0)


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """The missing field that is worth most: by how many points it raises the quality, and what needs it."""

    field: Field
    gain: float
    uses: Sequence[Use]


@dataclass(frozen=True, slots=True)
class Asking:
    """`question` is None where nothing is missing, or where the budget is used up."""

    budget: Budget
    question: NextQuestion | None


def asking(*, user: User, record: Person | Company) -> Asking:
    """Of a record the user sees. Raises `NotAllowed`."""
    demand(user, "records.read")
    record_type, now = record.record_type, timezone.now()
    asked = list(
        Question.objects.filter(record_type=record_type, record_id__in=[record.pk, *absorbed_ids(record)])
        .filter(at__gte=now - ASKED_AGAIN_AFTER)
        .order_by("at")
        .values_list("field", "outcome", "at")
    )
    budget = _budget([at for _field, _outcome, at in asked], now)
    if not budget.left:
        return Asking(budget, None)
    declined = {field for field, outcome, _at in asked if outcome == Question.Outcome.DECLINED}
    lately = {field for field, _outcome, at in asked if at >= now - timedelta(days=budget.days)}
    return Asking(budget, _best(user, record_type, record, declined | lately))


def _budget(asked_at: Sequence[datetime], now: datetime) -> Budget:
    most, days = setting("questions.most"), setting("questions.days")
    within = [at for at in asked_at if at >= now - timedelta(days=days)]
    free_at = within[-most] + timedelta(days=days) if most and len(within) >= most else None
    return Budget(len(within), most, days, free_at)


def _best(user: User, record_type: str, record: Person | Company, spared: set[str]) -> NextQuestion | None:
    known = snapshots(record_type, [record.pk])[0]
    gains = {one["field"]: one["gain"] for one in record.scores.get("reasons", []) if one["code"] == "missing"}
    uses = uses_of(user=user, record_type=record_type)
    out = fixed(user, record_type)
    missing = [
        NextQuestion(field, gains.get(name, 0), uses.get(name, []))
        for name, field in fields_of(record_type).items()
        if name not in out and field.shape in _ASKABLE and field.group != "ours" and name not in spared
        if name not in known.values and name not in known.faults
    ]
    worth = [(one.gain + sum(_WORTH.get(use.kind, 0) for use in one.uses), one) for one in missing]
    points, best = max(worth, key=lambda pair: pair[0], default=(0.0, None))
    return best if points else None
