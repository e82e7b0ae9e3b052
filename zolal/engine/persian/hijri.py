"""The lunar Hijri calendar by its table: 11 leap years in a cycle of 30.

It agrees with what is announced in Iran on two days of three, and is one day off on the others, for a month begins
there when the moon was seen. `FIRST_DAYS` holds the beginnings of months as they were announced.
"""

from __future__ import annotations

from datetime import date
from typing import Final

_EPOCH: Final = 227_015
_CYCLE: Final = 10_631
_LEAP: Final = frozenset({2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29})

FIRST_DAYS: Final = {
    (1445, 9): date(2024, 3, 12),
    (1445, 10): date(2024, 4, 10),
    (1445, 12): date(2024, 6, 8),
    (1446, 2): date(2024, 8, 6),
    (1446, 3): date(2024, 9, 5),
    (1446, 6): date(2024, 12, 3),
    (1446, 7): date(2025, 1, 2),
    (1446, 9): date(2025, 3, 2),
    (1446, 10): date(2025, 3, 31),
    (1446, 12): date(2025, 5, 28),
    (1447, 1): date(2025, 6, 27),
    (1447, 2): date(2025, 7, 26),
    (1447, 3): date(2025, 8, 25),
    (1447, 6): date(2025, 11, 22),
}
"""First days of months as Iran's official calendar had them, for months of which all sources agree."""


def from_hijri(year: int, month: int, day: int) -> date:
    """The Gregorian day by the table. ValueError for a month or day that no year has."""
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(f"no such lunar day: {year}/{month}/{day}")
    return date.fromordinal(_EPOCH + _days_before(year) + 29 * (month - 1) + month // 2 + day - 1)


def announced(year: int, month: int, day: int) -> tuple[date, bool]:
    """The Gregorian day, and whether it is as announced; else it is by the table and may be one off."""
    first = FIRST_DAYS.get((year, month))
    if first is None:
        return from_hijri(year, month, day), False
    return date.fromordinal(first.toordinal() + day - 1), True


def year_of(day: date) -> int:
    """The lunar year, by the table."""
    year = (day.toordinal() - _EPOCH) * 30 // _CYCLE + 1
    while _EPOCH + _days_before(year + 1) <= day.toordinal():
        year += 1
    while _EPOCH + _days_before(year) > day.toordinal():
        year -= 1
    return year


def _days_before(year: int) -> int:
    cycles, rest = divmod(year - 1, 30)
    return cycles * _CYCLE + 354 * rest + sum(one in _LEAP for one in range(1, rest + 1))
