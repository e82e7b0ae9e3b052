"""How much is done with customers: calls, meetings, visits, interviews, and tasks that are done in time.

All of it counts for the day on which it takes place or is due, and for whoever does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zolal.accounts.measures import Measure, Source, Tally, bounds, day_of, offer
from zolal.activities.models import Activity
from zolal.core.models import Record

_DONE = Q(done_at__isnull=False)
_HELD = _DONE & Q(outcome__in=("", "held", "done"))
_CALL = Q(kind=Activity.Kind.CALL) & ~Q(outcome="cancelled")
_TASK = Q(kind=Activity.Kind.TASK) & ~Q(outcome="cancelled")


def count(day: date) -> Iterator[Tally]:
    """Of a day."""
    begin, end = bounds(day)
    counted = {
        "calls_made": _CALL & _DONE,
        "calls_answered": _CALL & _DONE & Q(outcome="answered"),
        "meetings_held": _HELD & Q(kind=Activity.Kind.MEETING),
        "visits_made": _HELD & Q(kind=Activity.Kind.VISIT),
        "interviews_held": _HELD & Q(kind=Activity.Kind.INTERVIEW),
        "tasks_due": _TASK,
        "tasks_done": _TASK & _DONE,
        "tasks_in_time": _TASK & (Q(done_at__lt=end) | Q(done_at__lte=F("at"))),
    }
    rows = Activity.objects.filter(at__gte=begin, at__lt=end, state=Record.State.ACTIVE).order_by()
    sums = {name: Count("id", filter=condition) for name, condition in counted.items()}
    for row in rows.values("owner", "team").annotate(**sums):
        for name in counted:
            if row[name]:
                yield Tally(name, row["owner"], row["team"], row[name])


def since() -> date | None:
    """The day of the first one that is done."""
    at = Activity.objects.filter(at__isnull=False).order_by("at").values_list("at", flat=True).first()
    return timezone.localdate(at) if at else None


def days(facts: Mapping[str, Any]) -> Iterator[date]:
    """The day for which an activity counts."""
    if found := day_of(facts.get("at")):
        yield found


def tell() -> None:
    """Offer what is counted here."""
    ours: Any = {"section": "work", "seen_as": "activity"}
    answered, in_time = ("calls_answered", "calls_made"), ("tasks_in_time", "tasks_due")
    measures = (
        Measure("calls_made", _("Calls made"), **ours),
        Measure("calls_answered", _("Calls answered"), **ours),
        Measure("calls_answered_share", _("Calls answered, share"), unit="share", of=answered, **ours),
        Measure("meetings_held", _("Meetings held"), **ours),
        Measure("visits_made", _("Visits made"), **ours),
        Measure("interviews_held", _("Interviews held"), **ours),
        Measure("tasks_done", _("Tasks done"), **ours),
        Measure("tasks_due", _("Tasks due"), "", seen_as="activity"),
        Measure("tasks_in_time", _("Tasks done in time"), "", seen_as="activity"),
        Measure("tasks_in_time_share", _("Tasks done in time, share"), unit="share", of=in_time, **ours),
    )
    offer(Source("activities", measures, count, since, record_types=("activity",), days=days))
