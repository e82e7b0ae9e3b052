"""A day with or without a time, as cells of old lists have it."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.engine.persian.letters import digits
from zolal.sales.cells import Refused
from zolal.sales.spoken import a_day

_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})\s*[:٫]\s*(\d{2})(?:\s*:\s*(\d{2})(?:\.\d+)?)?\s*(am|pm|ق\.?\s?ظ\.?|ب\.?\s?ظ\.?|صبح|ظهر|عصر|شب)?",
    re.IGNORECASE,
)
_EVENING = re.compile(r"pm|ب|عصر|شب", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<=\d)T(?=\d)|[،,]|\bساعت\b|\+\d{2}:?\d{2}$|Z$")


class Moment(NamedTuple):
    """When something was; of a `whole_day` only the day is known."""

    at: datetime
    whole_day: bool


def a_moment(day_text: str, time_text: str = "") -> Moment:
    """What a cell, or two, say. Raises `Refused`, with a second argument where the time is what cannot be read."""
    told = _BETWEEN.sub(" ", digits(day_text)).strip()
    clock = _CLOCK.search(told)
    day = a_day(_CLOCK.sub(" ", told).strip() if clock else day_text)
    if time_text.strip():
        found = _CLOCK.search(digits(time_text))
        if found is None and not (found := re.fullmatch(r"\s*(\d{1,2})()()()\s*", digits(time_text))):
            raise Refused(_("It is a time of the day: hour:minute."), "time")
        return Moment(_at(day, found), whole_day=False)
    if clock and _is_midnight(clock):
        # A workbook's way to say a day.
        clock = None
    if clock is None:
        return Moment(timezone.make_aware(datetime.combine(day, time())), whole_day=True)
    return Moment(_at(day, clock), whole_day=False)


def _at(day: date, clock: re.Match[str]) -> datetime:
    hour, minute = int(clock.group(1)), int(clock.group(2) or 0)
    if clock.group(4) and _EVENING.match(clock.group(4)) and 1 <= hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        raise Refused(_("It is a time of the day: hour:minute."), "time")
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def _is_midnight(clock: re.Match[str]) -> bool:
    return clock.group(1) in {"0", "00"} and clock.group(2) == "00" and clock.group(3) is not None
