"""What the score weighs, and what it would become by other weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, quantiles
from typing import Any

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.models import Job, Record
from zolal.people.fields import Text, fields_of
from zolal.people.queries.records import visible_records
from zolal.quality.criteria import Criteria
from zolal.quality.demands import FILLED_BY
from zolal.quality.draw import drawn_ids
from zolal.quality.duplicates import surely_again
from zolal.quality.following_aims import TASK
from zolal.quality.queries.issues import label_of
from zolal.quality.scoring import SCORED, scores_of
from zolal.quality.snapshots import Snapshot, snapshots
from zolal.quality.weights import Aims

SAMPLE = 400
BANDS = 10
"""Scores from 0 to 9, 10 to 19, … 90 to 100."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How scores lie: their mean, the tenth that is worst ends at `low`, the best begins at `high`."""

    mean: float
    low: float
    median: float
    high: float
    bands: Sequence[int]


@dataclass(frozen=True, slots=True)
class Preview:
    """Of a sample drawn by lot: scores as they are and as they would be, by scope ("all", "goal")."""

    records: int
    now: Mapping[str, Spread]
    then: Mapping[str, Spread]


def aims(*, user: User, record_type: str) -> Aims:
    """The weights and the goal's fields in use. Raises `NotAllowed`."""
    demand(user, "settings.read")
    return Aims.now(record_type)


def goal_choices(record_type: str) -> list[tuple[str, Text]]:
    """The fields that can be chosen as needed for the goals; either name of a person, any telephone count as one."""
    either = FILLED_BY[record_type]
    covered = {field for name, by in either.items() if name not in by for field in by}
    names = [name for name in either if name not in SCORED[record_type]]
    names += [name for name in SCORED[record_type] if name not in covered]
    known = fields_of(record_type)
    return [
        (name, label_of(record_type, name) if name in known else fields_of("company")[name].label) for name in names
    ]


def preview(*, user: User, record_type: str, wanted: Aims) -> Preview:
    """How the scores would change, on a sample of the records the user sees. Raises `NotAllowed`."""
    demand(user, "settings.read")
    active = visible_records(user, record_type).filter(state=Record.State.ACTIVE)
    found = snapshots(record_type, drawn_ids(active, SAMPLE, seed=1))
    criteria = Criteria.now(record_type)
    again = surely_again(record_type, [one.id for one in found], criteria.same)
    return Preview(len(found), _spreads(found, criteria, again), _spreads(found, replace(criteria, aims=wanted), again))


def is_being_recomputed() -> bool:
    """Whether the scores are still on their way to the aims in use."""
    return Job.objects.filter(task=TASK, state__in=(Job.State.QUEUED, Job.State.RUNNING)).exists()


def _spreads(found: Sequence[Snapshot], criteria: Criteria, again: set[int]) -> dict[str, Spread]:
    scored = scores_of(found, criteria, again)
    return {"all": _spread([quality for quality, _ in scored]), "goal": _spread([of["goal"] for _, of in scored])}


def _spread(scores: Sequence[Any]) -> Spread:
    if not scores:
        return Spread(0.0, 0.0, 0.0, 0.0, [0] * BANDS)
    tenths = quantiles(scores, n=10, method="inclusive") if len(scores) > 1 else [float(scores[0])] * 9
    bands = [0] * BANDS
    for score in scores:
        bands[min(score // BANDS, BANDS - 1)] += 1
    return Spread(round(fmean(scores), 1), round(tenths[0]), round(tenths[4]), round(tenths[8]), bands)
