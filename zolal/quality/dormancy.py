"""Who was archived as silent, until when their data is kept, and what ends that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from zolal.activities.models import LastSignals
from zolal.core.ledger import Written
from zolal.core.models import Record
from zolal.core.settings import setting
from zolal.quality.models import Dormant, Issue
from zolal.quality.rules import INACTIVE


def on_write(written: Written) -> None:
    """Whoever is archived while silent rests from today; whoever is written into another state rests no more.

    To be heard before issues are written anew: an archived record has none.
    """
    if written.record_type != "person":
        return
    moved = {one for one, facts in written.changed.items() if "state" in facts and written.columns[one]["version"] > 1}
    gone = {*written.ids} - written.facts.keys()
    archived = {one for one in moved if written.facts[one].get("state") == Record.State.ARCHIVED}
    if moved or gone:
        Dormant.objects.filter(record_type="person", record_id__in=[*moved, *gone]).delete()
    if archived:
        issues = Issue.objects.filter(record_type="person", record_id__in=archived, code=INACTIVE)
        silent = issues.values_list("record_id", flat=True).distinct()
        today = timezone.localdate()
        Dormant.objects.bulk_create(Dormant(record_type="person", record_id=one, since=today) for one in silent)


def on_signal(record_type: str, ids: Sequence[int]) -> None:
    """Whoever gives a sign of life after having been archived is not closed."""
    resting = Dormant.objects.filter(record_type=record_type, record_id__in=list(ids))
    for one in resting:
        last = LastSignals.objects.filter(record_type=record_type, record_id=one.record_id, alive_on__gte=one.since)
        if last.exists():
            one.delete()


def forget(record_type: str, ids: Sequence[int], keys: object) -> None:  # noqa: ARG001 - an eraser
    """Nobody rests who is erased."""
    Dormant.objects.filter(record_type=record_type, record_id__in=list(ids)).delete()


def closable_before(today: date) -> date:
    """Whoever was archived before this day may be closed."""
    return today - timedelta(days=setting("inactive.retention_days"))


def closable(today: date) -> QuerySet[Dormant]:
    """Those whose time is over, longest first."""
    return Dormant.objects.filter(record_type="person", since__lt=closable_before(today)).order_by("since", "id")
