"""Days as they are drawn: columns of hours, weeks of a month, a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from zolal.calendar.clock import quarter_of
from zolal.calendar.lanes import lanes
from zolal.calendar.months import Month, System, parts
from zolal.calendar.queries.days import Days
from zolal.calendar.queries.holidays import Named
from zolal.calendar.queries.hours import Hours
from zolal.calendar.queries.planned import Entry
from zolal.web.calendar.asked import Asked
from zolal.web.calendar.words import day_name, long_day, weekday_short
from zolal.web.templatetags.reading import digits

LANES = 4
"""So many stand side by side; more are listed on top of their day."""
EACH = {"day": 1_000, "week": 40, "month": 4, "agenda": 15}
"""So many of a day are shown in a view; the day itself shows the others."""
_SHORTEST = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Block:
    """An entry between two lines of its column, in quarters of an hour from the first hour shown, counted from 1."""

    entry: Entry
    since: int
    until: int
    lane: int
    lanes: int

    @property
    def is_short(self) -> bool:
        """Whether there is room for one line only."""
        return self.until - self.since < 3


@dataclass(frozen=True, slots=True)
class Column:
    """A day: `on_top` are entries without an hour, and those that found no room; `more` are left out."""

    day: date
    number: str
    heading: str
    label: str
    beside: str
    holiday: Named | None
    is_off: bool
    is_today: bool
    on_top: Sequence[Entry] = ()
    blocks: Sequence[Block] = ()
    entries: Sequence[Entry] = ()
    is_outside: bool = False
    now: int = 0
    more: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A look at the calendar as its page needs it."""

    columns: Sequence[Column] = ()
    weeks: Sequence[Sequence[Column]] = ()
    hours: Sequence[int] = ()
    first_hour: int = 0
    headings: Sequence[str] = field(default_factory=list)

    @property
    def quarters(self) -> int:
        """Lines of a column."""
        return 4 * len(self.hours)


def drawn(asked: Asked, found: Days, holidays: Mapping[date, Named], hours: Hours) -> Drawn:
    """The days of a look."""
    match asked.view:
        case "month":
            month = Month.of(asked.day, asked.system)
            weeks = [
                [_column(asked, day, holidays, hours, found, month=month) for day in week] for week in month.weeks()
            ]
            return Drawn(weeks=weeks, headings=[column.heading for column in weeks[0]])
        case "agenda":
            columns = [_column(asked, day, holidays, hours, found) for day in asked.days]
            return Drawn(columns=[one for one in columns if one.entries or one.is_today])
        case _:
            return _by_hours(asked, found, holidays, hours)


def _by_hours(asked: Asked, found: Days, holidays: Mapping[date, Named], hours: Hours) -> Drawn:
    timed = {day: [one for one in found.entries.get(day, ()) if not one.is_all_day] for day in asked.days}
    begins = [one.starts.hour for entries in timed.values() for one in entries]
    ends = [-(-_quarters(one)[1] // 4) for entries in timed.values() for one in entries]
    first, last = min([hours.begins, *begins]), max([hours.ends, *ends])
    columns = []
    for day in asked.days:
        blocks, left = _blocks(timed[day], first)
        on_top = [one for one in found.entries.get(day, ()) if one.is_all_day] + left
        columns.append(_column(asked, day, holidays, hours, found, blocks=blocks, on_top=on_top, shown=(first, last)))
    return Drawn(columns=columns, hours=range(first, last), first_hour=first)


def _blocks(entries: Sequence[Entry], first_hour: int) -> tuple[list[Block], list[Entry]]:
    spans = [_quarters(one) for one in entries]
    blocks, left = [], []
    for entry, (since, until), place in zip(entries, spans, lanes(spans), strict=True):
        if place.lane >= LANES:
            left.append(entry)
            continue
        start = since - 4 * first_hour + 1
        blocks.append(Block(entry, start, start + until - since, place.lane, min(place.lanes, LANES)))
    return blocks, left


def _quarters(entry: Entry) -> tuple[int, int]:
    """From which quarter of its day to which; long enough to be read."""
    since = quarter_of(entry.starts)
    until = entry.activity.until
    lasts = max(until - entry.starts, _SHORTEST) if until else _SHORTEST
    end = since + max(2, -(-int(lasts.total_seconds()) // 900))
    return min(since, 94), min(end, 96)


def _column(
    asked: Asked,
    day: date,
    holidays: Mapping[date, Named],
    hours: Hours,
    found: Days,
    *,
    month: Month | None = None,
    blocks: Sequence[Block] = (),
    on_top: Sequence[Entry] = (),
    shown: tuple[int, int] = (0, 0),
) -> Column:
    holiday = holidays.get(day)
    other: System = "gregorian" if asked.system == "jalali" else "jalali"
    return Column(
        day=day,
        number=digits(parts(day, asked.system)[2]),
        heading=weekday_short(day, asked.system),
        label=long_day(day, asked.system),
        beside=day_name(day, other),
        holiday=holiday,
        is_off=hours.is_off(day, holiday),
        is_today=day == asked.today,
        on_top=on_top,
        blocks=blocks,
        entries=found.entries.get(day, ()),
        is_outside=month is not None and Month.of(day, asked.system) != month,
        now=_now(day, asked.today, *shown),
        more=found.more.get(day, 0),
    )


def _now(day: date, today: date, first_hour: int, last_hour: int) -> int:
    """The line of now, 0 where it is of no use: on other days, and outside the hours shown."""
    line = quarter_of(timezone.now()) - 4 * first_hour + 1
    return line if day == today and 0 < line <= 4 * (last_hour - first_hour) else 0
