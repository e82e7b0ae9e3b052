"""Everything that is measured is counted by day: each night, and today soon after something was written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from zolal.accounts.measures import Source, sources
from zolal.core.jobs import Handle, task
from zolal.engine.records import N_
from zolal.stewardship.months import Month
from zolal.strategy import counting, figures, following
from zolal.strategy.actions.goals import settle
from zolal.strategy.models import CountAgain, CountedDay

COUNTING = N_("Counting the numbers of the business")


def _never_counted() -> list[dict[str, Any]]:
    return [] if CountedDay.objects.exists() else [{}]


@task("strategy.count", daily_at=time(2, 30), at_start=_never_counted)
def count(handle: Handle) -> dict[str, Any]:
    """Every day that was not counted yet, the last ones once more, and the levels; goals that are over are settled."""
    days = _keep(handle, list(counting.of_night(timezone.localdate())))
    with transaction.atomic():
        closed = settle(timezone.localdate())
        handle.save(stage=COUNTING)
    return {"days": days, "closed": closed}


@task(following.TASK)
def count_now(handle: Handle) -> dict[str, Any]:
    """Today, and the days gone by that somebody has changed."""
    return {"days": _keep(handle, list(counting.of_now(timezone.localdate())))}


def _keep(handle: Handle, wanted: Iterable[tuple[Source, date]]) -> int:
    by_name = {source.name: source for source in sources()}
    told, changed = counting.of_changes()
    todo = dict.fromkeys(wanted) | {(by_name[name], day): None for name, day in sorted(changed) if name in by_name}
    months: dict[tuple[str, Month], None] = {}
    for done, (source, day) in enumerate(todo, 1):
        found = counting.tallies(source, day)
        with transaction.atomic():
            counting.keep(source, day, found)
            handle.save(stage=COUNTING, done=done, total=len(todo))
        months[source.name, Month.of(day)] = None
    for name, month in months:
        with transaction.atomic():
            counting.add_up([month], by_name[name])
            handle.save(stage=COUNTING)
    with transaction.atomic():
        CountAgain.objects.filter(pk__in=told).delete()
        handle.save(stage=COUNTING)
    for goals in figures.standing_goals():
        with transaction.atomic():
            figures.renew(goals)
            handle.save(stage=COUNTING)
    return len(todo)
