"""Figures follow what is written: today is counted a minute later, a day gone by is noted to be counted again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from zolal.accounts.measures import Source, nothing, sources
from zolal.core.jobs import enqueue
from zolal.core.ledger import Written
from zolal.core.models import Change, Job
from zolal.strategy.models import CountAgain

TASK = "strategy.count_now"
PAUSE = timedelta(seconds=60)
ASKED_EVERY = 20.0
"""Seconds in which a process does not look again whether a count waits; shorter than the pause: nothing is missed."""

_asked = 0.0


def on_write(written: Written) -> None:
    """Hear of a write, in its transaction."""
    mine = [source for source in sources() if written.record_type in source.record_types]
    if not mine:
        return
    today = timezone.localdate()
    again = {(source.name, day) for source in mine for day in _days(source, written) if day < today}
    CountAgain.objects.bulk_create(CountAgain(source=name, day=day) for name, day in sorted(again))
    transaction.on_commit(ask)


def ask() -> None:
    """Let the figures be counted soon, unless they are going to be."""
    global _asked  # noqa: PLW0603 - one memory for each process
    now = time.monotonic()
    if _asked and now - _asked < ASKED_EVERY:
        return
    if not Job.objects.filter(task=TASK, state=Job.State.QUEUED).exists():
        job = enqueue(TASK)
        Job.objects.filter(pk=job.pk).update(run_at=timezone.now() + PAUSE)
    _asked = now


def _days(source: Source, written: Written) -> Iterator[date]:
    """The days for which the records count now, and did before."""
    if written.action.undoes is not None:
        yield timezone.localdate(written.action.undoes.at)
    if source.days is nothing:
        return
    for facts in written.facts.values():
        yield from source.days(facts)
    known = [
        record_id for record_id in written.ids if written.changed.get(record_id) != written.facts.get(record_id, 0)
    ]
    changes = Change.objects.filter(action=written.action, record_type=written.record_type, record_id__in=known)
    for record_id, before in changes.values_list("record_id", "before") if known else ():
        yield from source.days({**written.facts.get(record_id, {}), **(before or {})})
