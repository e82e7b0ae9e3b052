"""When the company works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zolal.calendar.months import FRIDAY, THURSDAY
from zolal.calendar.queries.holidays import Named
from zolal.core.settings import settings


@dataclass(frozen=True, slots=True)
class Hours:
    """From one full hour to another, on Thursdays or not; `minutes` is how long a meeting is where nobody says it."""

    begins: int
    ends: int
    thursdays: bool
    minutes: int
    visit_minutes: int

    def is_off(self, day: date, holiday: Named | None) -> bool:
        """Whether nobody works: on Friday, on a holiday, on Thursday where it is free; what the company says counts."""
        if holiday is not None and (holiday.own is not None or holiday.is_off):
            return holiday.is_off
        return day.weekday() == FRIDAY or (day.weekday() == THURSDAY and not self.thursdays)


def hours() -> Hours:
    """As the administrator chose them, in one query."""
    names = ("begins", "ends", "thursdays", "minutes", "visit_minutes")
    chosen = settings(*(f"calendar.{name}" for name in names))
    return Hours(**{name: chosen[f"calendar.{name}"] for name in names})
