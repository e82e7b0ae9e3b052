"""Some days of a calendar, each with what there is room for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import BooleanField, ExpressionWrapper, Q

from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.calendar.clock import begin_of, end_of
from zolal.calendar.months import days
from zolal.calendar.queries.planned import SHOWN, Entry, entries_of, light, touching
from zolal.calendar.queries.whose import Whose

MOST = 10_000
"""More are not even counted; a calendar says that it leaves some out."""

_IS_DONE = ExpressionWrapper(Q(done_at__isnull=False), output_field=BooleanField())
_Row = tuple[datetime, int, datetime | None, bool]


@dataclass(frozen=True, slots=True)
class Days:
    """Of each day entries in the order of time, and how many `more` there are; `is_cut` where not all were counted."""

    entries: Mapping[date, Sequence[Entry]]
    more: Mapping[date, int]
    is_cut: bool = False


def days_of(user: User, looked_at: Whose, first: date, last: date, *, each: int, kinds: Iterable[str] = SHOWN) -> Days:
    """What touches these days, both included; of a day with more than `each`, what is still to be done first.

    A constant number of queries; only what is shown is loaded.
    """
    rows: list[_Row] = []
    for part in touching(user, looked_at, first, last, kinds=kinds):
        rows += part.values_list("at", "id", "until", _IS_DONE)[: MOST + 1]
    rows.sort(key=lambda row: row[:2])
    by_day = _by_day(rows[:MOST], list(days(first, last)))
    shown = {day: _foremost(found, each) for day, found in by_day.items()}
    wanted = {pk for ids in shown.values() for pk in ids}
    loaded = entries_of(user, list(light(Activity.objects.filter(pk__in=wanted))))
    entries = {one.activity.pk: one for one in loaded}
    return Days(
        {day: [entries[pk] for pk in ids if pk in entries] for day, ids in shown.items()},
        {day: len(found) - each for day, found in by_day.items() if len(found) > each},
        len(rows) > MOST,
    )


def _by_day(rows: Iterable[_Row], span: Sequence[date]) -> dict[date, list[_Row]]:
    """The rows of each day they touch: what ends at midnight does not touch the next one."""
    # In the zone of what the database gives: comparing across zones costs more than the rest of a row.
    begins = [begin.astimezone(UTC) for begin in (*map(begin_of, span), end_of(span[-1]))]
    found: dict[date, list[_Row]] = {}
    for row in rows:
        at, _pk, until, _is_done = row
        begun = bisect_right(begins, at) - 1
        ended = bisect_left(begins, until) - 1 if until and until > at else begun
        for place in range(max(begun, 0), min(ended + 1, len(span))):
            found.setdefault(span[place], []).append(row)
    return found


def _foremost(rows: Sequence[_Row], most: int) -> list[int]:
    """The ids of those that are shown, in the order of time."""
    if len(rows) > most:
        rows = sorted(sorted(rows, key=lambda row: row[3])[:most], key=lambda row: row[:2])
    return [row[1] for row in rows]
