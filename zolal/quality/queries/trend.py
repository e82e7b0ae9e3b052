"""How the quality of one record went, day by day, with that of the records that were merged into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.quality.models import PastScore
from zolal.quality.queries.merged_in import merged_in

Points = Sequence[tuple[date, int]]


@dataclass(frozen=True, slots=True)
class Trend:
    """What a record scored: each score with the day since which it held. `until`: the day it was merged, if it was."""

    record: Person | Company
    points: Points
    until: date | None = None

    def on(self, day: date) -> int | None:
        """The score at the end of a day; none before the record was there, nor after it was merged."""
        if self.until is not None and day > self.until:
            return None
        held = [quality for since, quality in self.points if since <= day]
        return held[-1] if held else None


def trends(*, user: User, record: Person | Company) -> list[Trend]:
    """Of a record the user sees, then of those absorbed by it that they see too."""
    record_type = record.record_type
    absorbed = merged_in(record_type=record_type, record=record, user=user)
    past: dict[int, list[tuple[date, int]]] = defaultdict(list)
    ids = [record.pk, *(one.pk for one, _merge in absorbed)]
    rows = PastScore.objects.filter(record_type=record_type, record_id__in=ids).order_by("until")
    for record_id, until, quality in rows.values_list("record_id", "until", "quality"):
        past[record_id].append((until, quality))
    found = [Trend(record, _points(record, past[record.pk]))]
    for one, merge in absorbed:
        until = timezone.localdate(merge.action.at if merge else one.updated_at)
        found.append(Trend(one, _points(one, past[one.pk]), until))
    return found


def _points(record: Person | Company, past: Points) -> Points:
    """From the scores that ended to those that began: the first with the record, the last still holds."""
    if record.quality is None:
        return []
    since = [timezone.localdate(record.created_at), *(until for until, _quality in past)]
    return list(zip(since, [*(quality for _until, quality in past), record.quality], strict=True))
