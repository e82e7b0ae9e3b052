"""What a rule would catch among the records on file, asked while somebody still writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from random import SystemRandom
from time import monotonic
from typing import Any

from django.db.models import Max
from django.utils import timezone

from zolal.accounts.models import User
from zolal.core.models import Record
from zolal.engine.rules import AnyDemand
from zolal.people.models import Company, Person
from zolal.people.queries.records import visible_records
from zolal.quality.estimates import of_values
from zolal.quality.looked_at import broken_among, look_at

SECONDS = 0.8
"""So long somebody who types waits at most; of what was not looked at by then an estimate is told."""
NEWEST = 0.5
"""This part of the time goes to the newest records, which show best what a rule does; the rest to others, by lot."""
EXAMPLES = 5
_FIRST, _WIDEST = 2_000, 50_000
_TOLD = ("estimate", "low", "high")
BLOCK = 100
"""Records side by side came in together and are alike: what is drawn are many small blocks, not a few large ones."""


@dataclass(frozen=True, slots=True)
class Example:
    """A record that is caught, and what stands in the field; "" where it is empty."""

    record: Person | Company
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Catches:
    """`count` records of the `looked_at`. Where these are not all (`exact`), all that are caught are about `estimate`,
    19 times in 20 from `low` to `high`; None where too little was looked at to say.
    """

    count: int
    looked_at: int
    exact: bool
    examples: Sequence[Example]
    estimate: int | None = None
    low: int | None = None
    high: int | None = None


def catches(*, user: User, record_type: str, demand: AnyDemand, seconds: float = SECONDS) -> Catches:
    """Active records the user sees that break a demand: all, or as many as the time allows, and an estimate of all."""
    records = visible_records(user, record_type).filter(state=Record.State.ACTIVE)
    today = timezone.localdate()
    end: int = (records.aggregate(last=Max("pk"))["last"] or 0) + 1
    began = monotonic()
    count, looked_at, width = 0, 0, _FIRST
    caught: dict[int, str] = {}
    while end > 1 and monotonic() < began + seconds * NEWEST:
        begin = max(1, end - width)
        part = records.filter(pk__gte=begin, pk__lt=end)
        found = look_at(record_type, part, demand)
        broken = broken_among(found, demand, today)
        looked_at, count, end = looked_at + len(found.ids), count + len(broken), begin
        for record_id in sorted(broken, reverse=True)[: EXAMPLES - len(caught)]:
            caught[record_id] = broken[record_id][0]
        width = min(2 * width, _WIDEST)
    examples = _examples(records, record_type, demand, caught)
    if end <= 1:
        return _whole(count, looked_at, examples)
    older = records.filter(pk__lt=end)
    drawn = _drawn(older, record_type, demand, end, began + seconds)
    seen = sum(of for _caught, of in drawn)
    if len(drawn) == _blocks(end):
        return _whole(count + sum(one for one, _of in drawn), looked_at + seen, examples)
    certain = count + sum(one for one, _of in drawn)
    return Catches(
        certain, looked_at + seen, exact=False, examples=examples, **_estimated(count, certain, drawn, older)
    )


def _estimated(count: int, certain: int, drawn: Sequence[tuple[int, int]], older: Any) -> dict[str, int | None]:  # noqa: ANN401
    """What all are about, from the newest that were counted and those drawn; never fewer than were found."""
    found = of_values(drawn)
    if found.value is None:
        return dict.fromkeys(_TOLD)
    rest = older.count()
    shares = zip(_TOLD, (found.value, found.low, found.high), strict=True)
    return {name: max(certain, count + round(share * rest)) for name, share in shares}


def _whole(count: int, looked_at: int, examples: Sequence[Example]) -> Catches:
    return Catches(count, looked_at, exact=True, examples=examples, **dict.fromkeys(_TOLD, count))


def _drawn(older: Any, record_type: str, demand: AnyDemand, end: int, until: float) -> list[tuple[int, int]]:  # noqa: ANN401
    """(caught, looked at) of blocks of the older records, by lot and each once, until the time is over."""
    found, today = [], timezone.localdate()
    for block in SystemRandom().sample(range(_blocks(end)), _blocks(end)):
        if monotonic() >= until:
            break
        part = look_at(record_type, older.filter(pk__gte=1 + block * BLOCK, pk__lt=1 + (block + 1) * BLOCK), demand)
        found.append((len(broken_among(part, demand, today)), len(part.ids)))
    return found


def _blocks(end: int) -> int:
    return ceil((end - 1) / BLOCK)


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
