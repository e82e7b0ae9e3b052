"""The last day of each kind of signal of each record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Max
from django.utils import timezone

from zolal.activities.listening import tell
from zolal.activities.models import OF_LIFE, Hearing, LastSignals, Signal
from zolal.core import bulk, locks

Days = dict[str, date]
"""Kind → its last day."""

KINDS = tuple(Signal.Kind.values)
_COLUMNS = ("alive_on", *KINDS)
_BUCKETS = 64


def last_signals(record_type: str, ids: Iterable[int]) -> dict[int, LastSignals]:
    """Those of the records that have any."""
    rows = LastSignals.objects.filter(record_type=record_type, record_id__in=list(ids))
    return {row.record_id: row for row in rows}


def keep(record_type: str, newest: Mapping[int, Days]) -> None:
    """Let days that are later than those known stand. To be called in a transaction."""
    _hold(record_type, newest)
    known = last_signals(record_type, newest)
    merged = {record_id: _later(known.get(record_id), days) for record_id, days in newest.items()}
    bulk.update(LastSignals, _COLUMNS, ((known[one].pk, *_row(days)) for one, days in merged.items() if one in known))
    _insert(record_type, {one: days for one, days in merged.items() if one not in known})


def recount(record_type: str, ids: Sequence[int]) -> None:
    """Count anew from the signals as they stand, after some have come from or gone to other records."""
    _hold(record_type, ids)
    LastSignals.objects.filter(record_type=record_type, record_id__in=list(ids)).delete()
    found: dict[int, Days] = defaultdict(dict)
    signals = Signal.objects.filter(**{f"{record_type}__in": list(ids)}).order_by()
    for record_id, kind, at in signals.values_list(f"{record_type}_id", "kind").annotate(at=Max("at")):
        found[record_id][kind] = timezone.localdate(at)
    _insert(record_type, found)
    tell(record_type, ids)


def hear(days: Mapping[str, tuple[date, date]]) -> None:
    """Note that kinds of signals were told of between a first and a last day."""
    known = {row.kind: row for row in Hearing.objects.filter(kind__in=list(days))}
    for kind, (first, last) in days.items():
        row = known.get(kind)
        if row is None or first < row.since or last > row.until:
            since, until = (min(first, row.since), max(last, row.until)) if row else (first, last)
            Hearing.objects.update_or_create(kind=kind, defaults={"since": since, "until": until})


def heard_since() -> date | None:
    """Since when signs of life are told of at all, None where none ever was."""
    return min(Hearing.objects.filter(kind__in=OF_LIFE).values_list("since", flat=True), default=None)


def recount_people(ids: Sequence[int]) -> None:
    recount("person", ids)


def recount_companies(ids: Sequence[int]) -> None:
    recount("company", ids)


def _hold(record_type: str, ids: Iterable[int]) -> None:
    """Two who write signals of one record come one after the other."""
    locks.hold({f"signals {record_type} {record_id % _BUCKETS}" for record_id in ids})


def _later(known: LastSignals | None, days: Days) -> Days:
    if known is None:
        return days
    before = {kind: day for kind in KINDS if (day := getattr(known, kind))}
    return before | {kind: max(day, before.get(kind, day)) for kind, day in days.items()}


def _row(days: Days) -> list[date | None]:
    alive_on = max((days[kind] for kind in OF_LIFE if kind in days), default=None)
    return [alive_on, *(days.get(kind) for kind in KINDS)]


def _insert(record_type: str, rows: Mapping[int, Days]) -> None:
    bulk.insert(
        LastSignals,
        ("record_type", "record_id", *_COLUMNS),
        ([record_type, record_id, *_row(days)] for record_id, days in rows.items()),
    )
