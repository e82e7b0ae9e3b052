"""What a rule would catch among the records on file, asked while somebody still writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db.models import Max
from django.utils import timezone

from zolal.accounts.models import User
from zolal.core.models import Record
from zolal.engine.rules import AnyDemand
from zolal.people.models import Company, Person
from zolal.people.queries.records import visible_records
from zolal.quality.looked_at import broken_among, look_at

SECONDS = 0.8
"""So long somebody who types waits at most; what was looked at by then is told."""
EXAMPLES = 5
_FIRST, _WIDEST = 2_000, 50_000


@dataclass(frozen=True, slots=True)
class Example:
    """A record that is caught, and what stands in the field; "" where it is empty."""

    record: Person | Company
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Catches:
    """`count` records of the newest `looked_at`; where that is not all of them (`exact`), it is "at least"."""

    count: int
    looked_at: int
    exact: bool
    examples: Sequence[Example]


def catches(*, user: User, record_type: str, demand: AnyDemand, seconds: float = SECONDS) -> Catches:
    """Active records the user sees that break a demand, the newest first, as far as the time allows."""
    records = visible_records(user, record_type).filter(state=Record.State.ACTIVE)
    until = monotonic() + seconds
    today = timezone.localdate()
    end: int = (records.aggregate(last=Max("pk"))["last"] or 0) + 1
    count, looked_at, width = 0, 0, _FIRST
    caught: dict[int, str] = {}
    while end > 1 and monotonic() < until:
        begin = max(1, end - width)
        part = records.filter(pk__gte=begin, pk__lt=end)
        found = look_at(record_type, part, demand)
        broken = broken_among(found, demand, today)
        looked_at, count, end = looked_at + len(found.ids), count + len(broken), begin
        for record_id in sorted(broken, reverse=True)[: EXAMPLES - len(caught)]:
            caught[record_id] = broken[record_id][0]
        width = min(2 * width, _WIDEST)
    return Catches(count, looked_at, end <= 1, _examples(records, record_type, demand, caught))


def _examples(records: Any, record_type: str, demand: AnyDemand, caught: dict[int, str]) -> list[Example]:  # noqa: ANN401
    if not caught:
        return []
    some = records.filter(pk__in=caught)
    told = look_at(record_type, some, demand)
    place = {record_id: at for at, record_id in enumerate(told.ids)}
    rows = {record.pk: record for record in some}
    return [
        Example(rows[record_id], field, told.columns[field][place[record_id]] if field in told.columns else "")
        for record_id, field in caught.items()
        if record_id in rows
    ]
