"""The Jalali (solar Hijri) calendar for the years 1200 to 1500, where all published rules agree."""

from __future__ import annotations

from datetime import date
from typing import Final

FIRST_YEAR: Final = 1200
LAST_YEAR: Final = 1500

MONTHS: Final = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)


def is_leap(year: int) -> bool:
    """Whether Esfand has 30 days: eight leap years in a cycle of 33."""
    return (25 * year + 11) % 33 < 8


def month_length(year: int, month: int) -> int:
    """Days in a Jalali month."""
    if month <= 6:
        return 31
    return 30 if month < 12 or is_leap(year) else 29


def nowruz(year: int) -> int:
    """Proleptic Gregorian ordinal of 1 Farvardin: 8 leap days in 33 years, counted from a fixed day."""
    return 365 * year + (8 * year + 21) // 33 + 226_530


def from_jalali(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Jalali one. ValueError when there is no such day or the year is out of range."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Jalali year {year} is outside {FIRST_YEAR}..{LAST_YEAR}")
    if not (1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        raise ValueError(f"no such Jalali day: {year}/{month}/{day}")
    return date.fromordinal(nowruz(year) + _days_before(month) + day - 1)


def to_jalali(day: date) -> tuple[int, int, int]:
    """Year, month and day of a Gregorian date in the Jalali calendar. ValueError when out of range."""
    ordinal = day.toordinal()
    year = (ordinal - 226_530) * 33 // 12_053 + 1  # 33 years have 12,053 days: right, or one or two too many
    while ordinal < nowruz(year):
        year -= 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{day} is outside the Jalali years {FIRST_YEAR}..{LAST_YEAR}")
    rest = ordinal - nowruz(year)
    month = rest // 31 + 1 if rest < 186 else (rest - 186) // 30 + 7
    return year, month, rest - _days_before(month) + 1


def quarter_start(day: date) -> date:
    """The first day of the Jalali quarter of a day: of Farvardin, Tir, Mehr or Dey."""
    year, month, _day = to_jalali(day)
    return from_jalali(year, month - (month - 1) % 3, 1)


def _days_before(month: int) -> int:
    return 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
