"""What people have said of pairs, in the form in which the model learns from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from django.db.models import QuerySet

from zolal.core.jobs import enqueue
from zolal.core.models import Job
from zolal.engine.match.pairs import Floats, Mask
from zolal.engine.match.rescore import LEAST_ANSWERS
from zolal.engine.match.rescore_stored import Judged, Said, said
from zolal.engine.match.stored import Stored, score
from zolal.quality import index
from zolal.quality.keys import features_of
from zolal.quality.models import MatchModel, Pair
from zolal.quality.training import model_in_use

LEARN = "quality.learn"


@dataclass(frozen=True)
class Answered:
    """The pairs that people have judged, as they were compared then."""

    ids: list[int]
    lots: list[float]
    sampled: Mask
    same: Mask
    said: list[Said]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def judged(self) -> Judged:
        return Judged.of(self.said)

    def probability(self, kept: Stored) -> Floats:
        """What a model says of them."""
        found: Floats = 1 / (1 + np.exp(-np.clip(self.judged.logits(kept), -500, 500)))
        return found


def answered(record_type: str, *, without: Collection[int] = ()) -> Answered:
    """All answers of people; pairs of which a rule, or matching itself, has decided are none."""
    rows = [
        row
        for row in _answers(record_type).values_list("id", "lot", "sampled", "decision", "compared").order_by("id")
        if row[0] not in without
    ]
    return Answered(
        [row[0] for row in rows],
        [row[1] for row in rows],
        np.array([row[2] for row in rows], dtype=np.bool_),
        np.array([row[3] == Pair.Decision.SAME for row in rows], dtype=np.bool_),
        [row[4] for row in rows],
    )


def compared_now(record_type: str, one: int, other: int) -> Said | None:
    """What is compared of two active records; None where there is nothing, or where a rule has the last word."""
    keys = index.keys_on_file(record_type, [one, other])
    if len(keys) < 2:
        return None
    features = features_of(record_type, [keys[min(one, other)], keys[max(one, other)]])
    scores = score(model_in_use(record_type), features, np.array([0]), np.array([1]))
    return said(scores)[0] or None if scores.probability[0] > 0 else None


def is_enough(record_type: str, since: datetime | None = None) -> bool:
    """Whether people have said enough, since then, for something to be learnt from it."""
    return answers_since(record_type, since)[:LEAST_ANSWERS].count() == LEAST_ANSWERS


def learn_if_due(record_type: str) -> Job | None:
    """Put a training into the queue once people have said enough since the last one."""
    last = MatchModel.objects.filter(record_type=record_type).order_by("-id").values_list("trained_at", flat=True)
    if not is_enough(record_type, last.first()):
        return None
    waiting = Job.objects.filter(task=LEARN, state__in=(Job.State.QUEUED, Job.State.RUNNING))
    if waiting.filter(arguments__record_type=record_type).exists():
        return None
    return enqueue(LEARN, record_type=record_type)


def answers_since(record_type: str, when: datetime | None) -> QuerySet[Pair]:
    """Pairs that people have judged since then."""
    return _answers(record_type).filter(decided_at__gt=when) if when else _answers(record_type)


def _answers(record_type: str) -> QuerySet[Pair]:
    judged = Pair.objects.filter(record_type=record_type, compared__isnull=False, decided_by__isnull=False)
    return judged.exclude(decision=Pair.Decision.OPEN)
