"""Dates of either calendar in any spelling, kept as Gregorian `YYYY-MM-DD`.

The calendar is the column's: a year of 1200–1500 is Jalali and one of 1800–2200 Gregorian; the odd one out is an issue.
A year of two digits is the one of the hundred years 1310–1409 (Jalali) or 1931–2030 (Gregorian).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from statistics import quantiles

from zolal.engine.fields.date_column import column_context
from zolal.engine.fields.date_fast import fast
from zolal.engine.fields.date_writing import Numbers, Written, read_date, readings
from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.persian.calendar import FIRST_YEAR, LAST_YEAR, from_jalali, to_jalali
from zolal.engine.records import N_, Rule

FORM = Rule(
    "date_form",
    "info",
    "format",
    N_("The date was not in plain form and was mended; better write year/month/day with a year of four digits."),
)
CALENDAR = Rule(
    "date_calendar",
    "warning",
    "value",
    N_("The date is in another calendar than the rest of its column, or its year is mistyped; check the year."),
)
AMBIGUOUS = Rule(
    "date_ambiguous",
    "warning",
    "value",
    N_("Nothing in the column says which number is the day, the month or the year; write year/month/day."),
)
IMPOSSIBLE = Rule("date_impossible", "error", "value", N_("There is no such day in the calendar; look up the date."))
RANGE = Rule("date_range", "error", "value", N_("The year cannot be right for this column; look up the date."))
UNREADABLE = Rule(
    "date_unreadable",
    "error",
    "value",
    N_("A date was expected, but this cannot be read as one; write year/month/day."),
)

_EXCEL_EPOCH = date(1899, 12, 30)
PLAUSIBLE_YEARS = {"date": (1800, 2200), "birth_date": (1850, 2100)}


class _UnclearError(Exception):
    """Raised with the rule that says why a date cannot be had."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule


def _parser(kind: str) -> Callable[[str, Context], Parsed]:
    years = PLAUSIBLE_YEARS[kind]

    def parse(raw: str, context: Context) -> Parsed:
        return _parse(raw, context, years)

    return parse


def _parse(raw: str, context: Context, years: tuple[int, int]) -> Parsed:
    written = read_date(raw)
    if written is None or (written.layout == "serial" and not context.serial):
        return Parsed(code=UNREADABLE.code) if raw.strip() else Parsed()
    try:
        calendar, day = _date(written, context)
    except _UnclearError as unclear:
        key = "" if unclear.rule is AMBIGUOUS else _as_read(written)
        return Parsed(key=key, code=unclear.rule.code)
    value = day.isoformat()
    key = value.replace("-", "")
    if context.calendar != "historical" and not years[0] <= day.year <= years[1]:
        return Parsed(key=key, code=RANGE.code)
    if _is_odd(calendar, context):
        doubtful = context.calendar == "gregorian"
        return Parsed("" if doubtful else value, key, CALENDAR.code, value if doubtful else _plain("jalali", day))
    if written.plain:
        return Parsed(value, key)
    return Parsed(value, key, FORM.code, _plain(calendar, day))


def _as_read(written: Written) -> str:
    return "".join(number.zfill(2) for number in written.numbers)


def _plain(calendar: str, day: date) -> str:
    if calendar == "gregorian":
        return day.isoformat()
    year, month, day_of_month = to_jalali(day)
    return f"{year}/{month:02}/{day_of_month:02}"


def _is_odd(calendar: str, context: Context) -> bool:
    """A Gregorian date among Jalali ones keeps its value. The reverse does so only where Jalali dates are no rarity
    ("mixed"): in a Gregorian column it may as well be a slip, and is not guessed."""
    if calendar == "jalali":
        return context.calendar in ("gregorian", "mixed")
    return context.calendar == "jalali"


def _date(written: Written, context: Context) -> tuple[str, date]:
    """(calendar, Gregorian date); `_UnclearError` when the column does not tell or there is no such day."""
    if written.layout == "serial":
        return context.calendar if context.calendar == "jalali" else "gregorian", _EXCEL_EPOCH + timedelta(
            int(written.numbers[0])
        )
    year, month, day = _ordered(written, context)
    calendar = written.calendar or _calendar(year, context)
    number = int(year) if len(year) > 2 else _full_year(int(year), calendar)
    try:
        if calendar == "jalali":
            return calendar, from_jalali(number, int(month), int(day))
        return calendar, date(number, int(month), int(day))
    except ValueError:
        raise _UnclearError(IMPOSSIBLE) from None


def _calendar(year: str, context: Context) -> str:
    if len(year) > 2:
        jalali = FIRST_YEAR <= int(year) <= LAST_YEAR and context.calendar != "historical"
        return "jalali" if jalali else "gregorian"
    if context.calendar not in ("jalali", "gregorian"):
        raise _UnclearError(AMBIGUOUS)
    return context.calendar


def _full_year(short: int, calendar: str) -> int:
    if calendar == "jalali":
        return 1300 + short if short >= 10 else 1400 + short
    return 1900 + short if short > 30 else 2000 + short


def _ordered(written: Written, context: Context) -> Numbers:
    """Year, month and day: by the order of the column where that can be, else by what the cell itself tells."""
    possible = readings(written)
    if not possible:
        raise _UnclearError(IMPOSSIBLE)
    if context.order in possible:
        return possible[context.order]
    if len(set(possible.values())) > 1:
        raise _UnclearError(AMBIGUOUS)
    return next(iter(possible.values()))


def _recognised(cells: Sequence[str]) -> list[str]:
    """The values of a sample read as dates; an ambiguous cell is a date, though without a value."""
    context = column_context("", cells)
    parsed = (_parse(cell, context, PLAUSIBLE_YEARS["date"]) for cell in cells)
    return [found.value for found in parsed if found.value or found.code == AMBIGUOUS.code]


def _recognise(cells: Sequence[str]) -> float:
    return 0.95 * len(_recognised(cells)) / max(len(cells), 1)


def _recognise_births(cells: Sequence[str]) -> float:
    """Births lie decades apart and some time ago: four fifths over fifteen years or more, half of them up to 2005."""
    found = _recognised(cells)
    years = sorted(int(value[:4]) for value in found if value)
    if len(years) < 5:
        return 0.5 * len(found) / max(len(cells), 1)
    tenths = quantiles(years, n=10)
    births = tenths[8] - tenths[0] >= 15 and tenths[4] <= 2005
    return (1.0 if births else 0.5) * len(found) / len(cells)


_RULES = (FORM, CALENDAR, AMBIGUOUS, IMPOSSIBLE, RANGE, UNREADABLE)

DATE = Kind(
    name="date",
    label=N_("Date"),
    headers=tuple(
        "تاریخ|تاریخ ثبت|تاریخ ایجاد|تاریخ عضویت|تاریخ ثبت نام|تاریخ خرید|تاریخ اخرین خرید|اخرین خرید|"
        "تاریخ اولین خرید|تاریخ فاکتور|تاریخ تماس|تاریخ اخرین تماس|اخرین تماس|تاریخ قرارداد|تاریخ شروع|"
        "تاریخ پایان|تاریخ استخدام|تاریخ ویرایش|زمان ثبت|زمان ایجاد|تاریخ میلادی|تاریخ شمسی|date|created|"
        "created at|created on|creation date|updated|updated at|modified|modified at|registration date|"
        "register date|registered at|signup date|join date|purchase date|last purchase|last purchase date|"
        "order date|invoice date|last contact|last contact date|start date|end date|timestamp|datetime|"
        "last activity|last seen".split("|")
    ),
    examples=(("5 فروردین 1403", "2024-03-24"), ("24.3.2024", "2024-03-24"), ("۱۴۰۳/۱/۵", "2024-03-24")),
    parse=_parser("date"),
    rules=_RULES,
    recognise=_recognise,
    fast=partial(fast, years=PLAUSIBLE_YEARS["date"]),
    measure="date",
)

BIRTH_DATE = Kind(
    name="birth_date",
    label=N_("Date of birth"),
    headers=tuple(
        "تاریخ تولد|تولد|تاریخ تولد مشتری|روز تولد|متولد|ت تولد|ت ت|birth date|birthdate|date of birth|dob|"
        "birthday|born|birth|birth day|d o b".split("|")
    ),
    examples=(("1361/01/05", "1982-03-25"), ("March 25, 1982", "1982-03-25")),
    parse=_parser("birth_date"),
    rules=_RULES,
    recognise=_recognise_births,
    fast=partial(fast, years=PLAUSIBLE_YEARS["birth_date"]),
    measure="date",
)
