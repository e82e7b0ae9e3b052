"""The first dashboard: how good the data is that the user sees, and where to begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Avg, Count
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import scope_of
from zolal.core.models import Record
from zolal.engine.score.weights import ACCURACY_LINE, FIRMS_ABOVE, STUDY
from zolal.people.fields import fields_of
from zolal.people.queries.records import visible_records
from zolal.quality.figures import figures, filled_fields, share_of
from zolal.quality.queries.issues import visible_issues
from zolal.quality.queries.measured import measured, measurements
from zolal.quality.queries.pairs import open_pairs

TREND_DAYS = 180

QUEUES: Mapping[str, tuple[str, str]] = {
    "duplicate": ("pairs", ""),
    "invalid": ("issues", "invalid"),
    "old": ("issues", "old"),
    "incomplete": ("issues", "incomplete"),
}


@dataclass(frozen=True, slots=True)
class ClassCount:
    """One of the four classes; `queue` is "pairs" or "issues", `group` the class of issues it leads to."""

    name: str
    records: int
    share: float
    queue: str
    group: str


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The study's line, and the share of firms above it, by scope."""

    line: float
    firms_above: Mapping[str, float]
    study: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    """`figures` as `zolal.quality.figures` says; `at` is when they were counted, `live` whether just now."""

    record_type: str
    figures: Mapping[str, Any]
    at: datetime
    live: bool
    classes: Sequence[ClassCount]
    open_pairs: int
    trend: Sequence[tuple[date, float]]
    goal_trend: Sequence[tuple[date, float]]
    benchmark: Benchmark


def dashboard(*, user: User, record_type: str) -> Dashboard:
    """Of the records the user sees. Raises `NotAllowed`."""
    demand(user, "quality.read")
    found, at, live = _figures(user, record_type)
    classes = [
        ClassCount(name, found["classes"][name]["records"], found["classes"][name]["share"], *QUEUES[name])
        for name in QUEUES
    ]
    # Of who sees little, no past was measured: their trend would be today alone.
    told = scope_of(user) == "all" or not live
    trends = {name: _trend(user, record_type, name, found, at) if told else [] for name in ("quality", "goal")}
    return Dashboard(
        record_type,
        found,
        at,
        live,
        classes,
        found["classes"]["pairs"],
        trends["quality"],
        trends["goal"],
        Benchmark(ACCURACY_LINE, FIRMS_ABOVE, STUDY),
    )


def overall(*, user: User, record_type: str) -> tuple[float, int]:
    """The mean score of the records the user sees, and how many they are, as the dashboard has both. Raises
    `NotAllowed`."""
    demand(user, "quality.read")
    if latest := measured(user, record_type):
        return latest.figures["quality"], latest.figures["records"]
    live = visible_records(user, record_type).filter(state=Record.State.ACTIVE).order_by()
    found = live.aggregate(quality=Avg("score__quality"), records=Count("pk"))
    return round(found["quality"] or 0, 1), found["records"]


def fields_filled(*, user: User, record_type: str) -> dict[str, float]:
    """The share of the records the user sees that have each field, of the fields that are counted."""
    if latest := measured(user, record_type):
        return {one["field"]: one["share"] for one in latest.figures["fields"]}
    live = visible_records(user, record_type).filter(state=Record.State.ACTIVE).order_by()
    count, known = live.count(), fields_of(record_type)
    return {name: share_of(many, count) for name, many in filled_fields(record_type, live).items() if name in known}


def _figures(user: User, record_type: str) -> tuple[Mapping[str, Any], datetime, bool]:
    if latest := measured(user, record_type):
        return latest.figures, datetime.fromisoformat(latest.figures["at"]), False
    pairs = open_pairs(user, record_type)
    records = visible_records(user, record_type)
    return figures(record_type, records, visible_issues(user, record_type), pairs), timezone.now(), True


def _trend(user: User, record_type: str, name: str, found: Mapping[str, Any], at: datetime) -> list[tuple[date, float]]:
    """The score ("quality", "goal") of each measured day, today's last."""
    since = timezone.localdate() - timedelta(days=TREND_DAYS)
    past = measurements(user, record_type).filter(day__gte=since).order_by("day")
    days = {day: score for day, score in past.values_list("day", f"figures__{name}") if score is not None}
    if name in found:  # a measurement from before there was a goal has none
        days[timezone.localdate(at)] = found[name]
    return sorted(days.items())
