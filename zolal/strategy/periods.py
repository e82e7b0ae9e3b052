"""Periods of the Jalali calendar in which goals are set and numbers are compared.

The code of a period is what addresses and the API call it: "month:1405-09", "quarter:1405-07" (by its first month),
"half:1405-01", "year:1405-01", "free:2026-03-21:2026-04-20".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from zolal.stewardship.months import Month

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
LONGEST = 366 * 3
"""Days of the longest free period."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both in it. Of whole months, or "free"."""

    kind: str
    first: date
    last: date

    @property
    def code(self) -> str:
        if self.kind == "free":
            return f"free:{self.first.isoformat()}:{self.last.isoformat()}"
        return f"{self.kind}:{Month.of(self.first).code}"

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def months(self) -> tuple[Month, Month]:
        """The months of its first and its last day."""
        return Month.of(self.first), Month.of(self.last)

    def shift(self, count: int) -> Period:
        """So many periods later, or earlier."""
        if self.kind == "free":
            step = timedelta(days=self.days * count)
            return Period("free", self.first + step, self.last + step)
        return of_months(self.kind, Month.of(self.first).plus(MONTHS[self.kind] * count))

    def year_before(self) -> Period:
        """The same one a year earlier."""
        if self.kind == "free":
            return Period("free", self.first - timedelta(days=365), self.last - timedelta(days=365))
        return of_months(self.kind, Month.of(self.first).plus(-12))

    def until(self, day: date) -> Period:
        """As much of it as there is up to the day; its first day at least."""
        return Period("free", self.first, max(self.first, min(day, self.last)))


def of_months(kind: str, first: Month) -> Period:
    """The period of a kind that begins with a month."""
    return Period(kind, first.first, first.plus(MONTHS[kind] - 1).last)


def current(kind: str, day: date, first_month: int = 1) -> Period:
    """The period of a kind that a day is in; all but months are counted from the fiscal year's first month."""
    month = Month.of(day)
    return of_months(kind, month.plus(-((month.month - first_month) % MONTHS[kind])))


def read(code: str) -> Period | None:
    """The period of a code; None for what is none."""
    kind, _colon, rest = code.partition(":")
    if kind == "free":
        first, _colon, last = rest.partition(":")
        return free(_day(first), _day(last))
    month = Month.read(rest) if kind in MONTHS else None
    # The last of the calendar's years cannot be walked past.
    return of_months(kind, month) if month and 1250 <= month.year <= 1450 else None


def free(first: date | None, last: date | None) -> Period | None:
    """From day to day; None where that is no period, or a very long one."""
    if first is None or last is None or not 0 <= (last - first).days < LONGEST or not 1900 <= first.year <= 2070:
        return None
    return Period("free", first, last)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
