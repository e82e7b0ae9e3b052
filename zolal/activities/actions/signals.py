"""Signals are told: one by hand, many by another program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.activities import last
from zolal.activities.engagement import weighed
from zolal.activities.feeding import feed
from zolal.activities.listening import tell
from zolal.activities.models import Signal
from zolal.core import bulk, locks
from zolal.core.models import Source
from zolal.core.sources import source_named
from zolal.core.uid import uuid7
from zolal.people.models import Company, Person
from zolal.people.queries.records import survivor_of, visible_record

AT_ONCE = 1_000
"""So many signals are taken in one call."""

EARLIEST = date(2000, 1, 1)
LARGEST_DETAIL = 2_000
_AHEAD = timedelta(minutes=10)
"""Clocks differ by so much."""

_COLUMNS = ("uid", "person_id", "company_id", "kind", "at", "source_id", "by_id", "key", "detail")


@dataclass(frozen=True, slots=True)
class Told:
    """A signal as somebody tells it, of a record that was found."""

    record_id: int
    kind: str
    at: datetime
    key: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many were written, and how many had been told before under the same key."""

    recorded: int
    known: int


def record_signal(
    *,
    record: Person | Company,
    kind: str,
    by: User,
    at: datetime | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write one signal by hand. Raises `NotAllowed`; `ValidationError` by field; DoesNotExist."""
    record_type = record.record_type
    survivor = survivor_of(by, visible_record(by, record_type, record.uid))
    told = Told(survivor.pk, kind, at or timezone.now(), detail=detail or {})
    record_signals(record_type=record_type, signals=[told], by=by, source=by.name or by.email, method="hand")


def record_signals(
    *, record_type: str, signals: Sequence[Told], by: User, source: str, method: str = Source.Method.API
) -> Recorded:
    """Write signals of records the user sees; what was told before under the same key of the source is not told again.

    The last signals of each record, and whether it is silent, are true in the same transaction. Raises `NotAllowed`;
    `ValidationError` by field, for the first that makes no sense.
    """
    demand(by, "signals.write")
    for one in signals:
        demand_sense(one)
    with transaction.atomic():
        origin = source_named(source[:200], method)
        fresh = _fresh(signals, origin)
        _write(record_type, fresh, origin, by)
        _keep_last(record_type, fresh)
        feed(record_type, [(one.record_id, one.kind, one.detail) for one in fresh], by=by, source=origin)
        tell(record_type, sorted({one.record_id for one in fresh}))
    return Recorded(len(fresh), len(signals) - len(fresh))


def demand_sense(one: Told) -> None:
    """Raise `ValidationError` by field where a signal cannot have happened."""
    if one.kind not in last.KINDS:
        sentence = _("There is no signal “%(kind)s”; there are: %(known)s.")
        raise ValidationError({"kind": sentence % {"kind": one.kind[:60], "known": ", ".join(last.KINDS)}})
    if one.at.tzinfo is None:
        raise ValidationError({"at": _("Say the time zone too, as in 2026-03-21T10:30:00+03:30.")})
    if one.at > timezone.now() + _AHEAD:
        raise ValidationError({"at": _("This is in the future; a signal is told after it happened.")})
    if one.at.date() < EARLIEST:
        raise ValidationError({"at": _("This is too long ago to be true; check the date.")})
    if len(one.key) > 200:
        raise ValidationError({"key": _("A key has at most 200 characters.")})
    if len(orjson.dumps(one.detail)) > LARGEST_DETAIL:
        sentence = _("The detail is too large: at most %(most)s bytes.")
        raise ValidationError({"detail": sentence % {"most": LARGEST_DETAIL}})


def _fresh(signals: Sequence[Told], source: Source) -> list[Told]:
    """Those that were not told before, each key once."""
    locks.hold([f"signals of {source.pk}"])
    keys = [one.key for one in signals if one.key]
    told = set(Signal.objects.filter(source=source, key__in=keys).values_list("key", flat=True)) if keys else set()
    found = []
    for one in signals:
        if one.key not in told:
            found.append(one)
            told |= {one.key} - {""}
    return found


def _write(record_type: str, signals: Sequence[Told], source: Source, by: User) -> None:
    def ends(one: Told) -> tuple[int | None, int | None]:
        return (one.record_id, None) if record_type == "person" else (None, one.record_id)

    bulk.insert(
        Signal,
        _COLUMNS,
        [
            (
                uuid7(), *ends(one), weighed(one.kind, one.at, one.detail), one.at, source.pk, by.pk, one.key or None,
                dict(one.detail),
            )
            for one in signals
        ],
    )  # fmt: skip


def _keep_last(record_type: str, signals: Sequence[Told]) -> None:
    newest: dict[int, dict[str, date]] = defaultdict(dict)
    days: dict[str, list[date]] = defaultdict(list)
    for one in signals:
        kind, day = weighed(one.kind, one.at, one.detail), timezone.localdate(one.at)
        newest[one.record_id][kind] = max(day, newest[one.record_id].get(kind, day))
        days[kind].append(day)
    last.keep(record_type, newest)
    last.hear({kind: (min(found), max(found)) for kind, found in days.items()})
