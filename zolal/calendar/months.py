"""Days, weeks and months of the two calendars in which people plan."""

from __future__ import annotations

import calendar as standard
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from zolal.engine.persian.calendar import FIRST_YEAR, LAST_YEAR, from_jalali, month_length, to_jalali

System = Literal["jalali", "gregorian"]
SYSTEMS: Final[tuple[System, ...]] = ("jalali", "gregorian")
MONDAY, THURSDAY, FRIDAY, SATURDAY = 0, 3, 4, 5
"""As `date.weekday` counts."""

EARLIEST, LATEST = from_jalali(FIRST_YEAR + 1, 1, 1), from_jalali(LAST_YEAR - 1, 12, 1)
"""Days that can be looked at in either calendar, with the weeks before and after."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a calendar."""

    system: System
    year: int
    month: int

    @classmethod
    def of(cls, day: date, system: System) -> Month:
        year, month, _day = parts(day, system)
        return cls(system, year, month)

    @property
    def first(self) -> date:
        return self.day(1)

    @property
    def last(self) -> date:
        return self.day(31)

    def day(self, number: int) -> date:
        """The day of the month; its last one where it has fewer."""
        if self.system == "jalali":
            return from_jalali(self.year, self.month, min(number, month_length(self.year, self.month)))
        return date(self.year, self.month, min(number, standard.monthrange(self.year, self.month)[1]))

    def plus(self, months: int) -> Month:
        """So many months later, or earlier."""
        year, month = divmod(12 * self.year + self.month - 1 + months, 12)
        return Month(self.system, year, month + 1)

    def weeks(self) -> list[Sequence[date]]:
        """The whole weeks that have a day of the month."""
        first, last = week_of(self.first, self.system), week_of(self.last, self.system) + timedelta(days=6)
        found = list(days(first, last))
        return [found[start : start + 7] for start in range(0, len(found), 7)]


def parts(day: date, system: System) -> tuple[int, int, int]:
    """Year, month and day of the month."""
    return to_jalali(day) if system == "jalali" else (day.year, day.month, day.day)


def week_of(day: date, system: System) -> date:
    """The day on which its week began: Saturday in the Jalali calendar, Monday in the Gregorian."""
    first = SATURDAY if system == "jalali" else MONDAY
    return day - timedelta(days=(day.weekday() - first) % 7)


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def within(day: date) -> date:
    """The day, or the nearest that can be looked at."""
    return min(max(day, EARLIEST), LATEST)
