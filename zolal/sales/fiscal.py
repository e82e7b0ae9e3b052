"""The fiscal year that a day belongs to, which is named after the Jalali year in which it begins."""

from __future__ import annotations

from datetime import date

from zolal.core.settings import setting
from zolal.engine.persian.calendar import to_jalali


def fiscal_year(day: date) -> int:
    """By the first month that the administrator has chosen: with Mehr, 1405/06/31 is of 1404, the next day of 1405."""
    year, month, _day = to_jalali(day)
    return year if month >= int(setting("year.first_month")) else year - 1
