"""The newest of some days of a record is not too long ago."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from zolal.engine.records import N_
from zolal.engine.rules.demand import Class, NoSense, Seen, Shapes
from zolal.engine.rules.parameters import fields_of, flag, read, whole

MOST_DAYS = 36_500
CHANGED = "updated_at"
"""The day of a record's last change, among the values a freshness looks at."""


@lru_cache(64)
def _before(today: date, days: int) -> str:
    return (today - timedelta(days=days)).isoformat()


@dataclass(frozen=True, slots=True)
class Freshness:
    """Where none of the fields is filled, the record's last change counts if `or_changed`, else nothing is known."""

    of: tuple[str, ...]
    days: int
    or_changed: bool = False
    group: Class = "old"
    fault: str = ""
    timely: bool = True

    @classmethod
    def read(cls, parameters: Mapping[str, Any], shapes: Shapes) -> Freshness:
        of = fields_of(parameters, "fields", shapes, among=("date",))
        days = whole(parameters, "days", least=1, most=MOST_DAYS)
        if days is None:
            raise NoSense("days", N_("After how many days is a record old?"))
        return cls(of, days, flag(parameters, "or_changed"))

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.of, CHANGED) if self.or_changed and CHANGED not in self.of else self.of

    def broken(self, seen: Seen, today: date) -> tuple[str, ...]:
        days = [text for field in self.of if (text := seen.values.get(field))]
        if not days and self.or_changed and (changed := seen.values.get(CHANGED)):
            days = [changed]
        if not days:
            return ()
        # In ISO the greatest text is the newest day, and most records are not old.
        newest, line = max(days), _before(today, self.days)
        return (self.of[0],) if newest < line and read(newest, "date") else ()

    def before(self, today: date) -> date:
        """What last happened before this day is old."""
        return date.fromisoformat(_before(today, self.days))

    def check(self) -> None:
        """Every number of days makes sense."""
