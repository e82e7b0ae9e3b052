"""How a date is written: the three numbers in a cell and their layout. What they mean is for the column to say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from zolal.engine.persian.calendar import MONTHS
from zolal.engine.persian.letters import digits, key

Layout = Literal["ymd", "year_last", "short", "serial"]
Numbers = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """Three numbers as they stand, as text.

    layout "ymd": year, month, day (put in this order already when the month was a name);
    "year_last": two numbers that are day and month in some order, then a year of four digits;
    "short": three numbers of one or two digits; "serial": Excel's day number, alone in `numbers`.
    `calendar` is "jalali" or "gregorian" when the name of the month tells. `plain` writing needs no mending.
    """

    layout: Layout
    numbers: Numbers
    calendar: str = ""
    plain: bool = False


# Where year, month and day stand in each order, and the orders a layout may have.
_PLACES = {"ymd": (0, 1, 2), "dmy": (2, 1, 0), "mdy": (2, 0, 1)}
_ORDERS: dict[str, tuple[str, ...]] = {
    "ymd": ("ymd",),
    "year_last": ("dmy", "mdy"),
    "short": ("ymd", "dmy", "mdy"),
    "serial": (),
}

_GREGORIAN_NAMES = (
    "ژانویه january jan|فوریه february feb|مارس march mar|آوریل اپریل april apr|مه می may|ژوئن جون june jun|"
    "ژوئیه جولای july jul|اوت آگوست august aug|سپتامبر september sept sep|اکتبر october oct|نوامبر november nov|"
    "دسامبر december dec"
)
_JALALI_NAMES = "farvardin|ordibehesht|khordad|tir|امرداد mordad|shahrivar|mehr|aban|azar|dey|bahman|esfand"
_MONTHS = {
    **{key(name): ("gregorian", n) for n, names in enumerate(_GREGORIAN_NAMES.split("|"), 1) for name in names.split()},
    **{key(name): ("jalali", n) for n, names in enumerate(_JALALI_NAMES.split("|"), 1) for name in names.split()},
    **{key(name + suffix): ("jalali", n) for n, name in enumerate(MONTHS, 1) for suffix in ("", "ماه")},
}
# Words that may stand around a date and say nothing.
_IDLE = frozenset(
    key(
        "ماه سال مورخ مورخه تاریخ روز شنبه یکشنبه دوشنبه سهشنبه چهارشنبه پنجشنبه جمعه یک دو سه چهار پنج م ش ه به "
        "هجری شمسی میلادی the of st nd rd th "
        "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
    ).split()
)

_PLAIN = re.compile(
    r"([0-9]{4})(?:/([0-9]{2})/|-([0-9]{2})-|([0-9]{2}))([0-9]{2})"
    r"(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_TIME = re.compile(
    r"(?:^|[\s,،t-]+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r" *(?:am|pm|a\.m\.|p\.m\.|ق\.? ?ظ|ب\.? ?ظ|z|[+-][0-9]{2}:?[0-9]{2})?(?=$|\s)"
)
_NUMBERS = re.compile(r"([0-9]{1,4})([\s/.\\,،_-]+)([0-9]{1,2})[\s/.\\,،_-]+([0-9]{1,4})")
_JOINED = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0)?")
_SERIAL = re.compile(r"([3-5][0-9]{4}|60000)(?:\.[0-9]+)?")
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 200  # characters; what is longer is no date, and too dear for the patterns above


def read_date(raw: str) -> Written | None:
    """The date written in a cell, or None when it is none. Times of day are left out."""
    if match := _PLAIN.fullmatch(raw):
        year, slashed, dashed, joined, day = match.groups(default="")
        return Written("ymd", (year, slashed or dashed or joined, day), plain=True)
    text = key(digits(raw))
    if len(text) > _LONGEST:
        return None
    text = _WORD.sub(_unless_idle, _TIME.sub("", text)).strip(" .،,:'\"«»")
    if match := _JOINED.fullmatch(text):
        return Written("ymd", match.groups())
    if match := _NUMBERS.fullmatch(text):
        first, _, second, third = match.groups()
        return _numeric(first, second, third)
    if match := _SERIAL.fullmatch(text):
        return Written("serial", match.groups())
    return _named(_TOKEN.findall(text)) if len(text) < 60 else None


def _unless_idle(word: re.Match[str]) -> str:
    return "" if word.group() in _IDLE else word.group()


def _numeric(first: str, second: str, third: str) -> Written | None:
    match len(first), len(third):
        case 4, 1 | 2:
            return Written("ymd", (first, second, third))
        case 1 | 2, 4:
            return Written("year_last", (first, second, third))
        case 1 | 2, 1 | 2:
            return Written("short", (first, second, third))
    return None


def _named(tokens: list[str]) -> Written | None:
    """A month by its name: «5 فروردین ماه ۱۴۰۳», March 24th, 2024. The day stands before a year that could be a day."""
    months = [_MONTHS[token] for token in tokens if token in _MONTHS]
    numbers = [token for token in tokens if token.isdecimal()]
    if len(months) != 1 or len(numbers) != 2 or len(tokens) != 3:
        return None
    calendar, month = months[0]
    day, year = reversed(numbers) if len(numbers[0]) > 2 or int(numbers[0]) > 31 else numbers
    return Written("ymd", (year, str(month), day), calendar) if len(day) <= 2 <= len(year) else None


def readings(written: Written) -> dict[str, Numbers]:
    """Order ("ymd", "dmy", "mdy") → (year, month, day), for the orders in which the numbers can be a date.

    A year has two digits or four, a month is 1..12, a day 1..31; where the layout leaves no choice, nothing is checked.
    """
    orders = _ORDERS[written.layout]
    numbers = {order: tuple(written.numbers[place] for place in _PLACES[order]) for order in orders}
    if len(orders) == 1:
        return numbers
    return {order: reading for order, reading in numbers.items() if _fits(*reading)}


def _fits(year: str, month: str, day: str) -> bool:
    return len(year) in (2, 4) and 1 <= int(month) <= 12 and 1 <= int(day) <= 31
