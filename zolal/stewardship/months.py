"""Months and weeks of the Jalali calendar, as the work of people is planned in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zolal.engine.persian.calendar import from_jalali, month_length, to_jalali

SATURDAY, THURSDAY, FRIDAY = 5, 3, 4  # as `date.weekday` counts


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A Jalali month, such as Azar 1405; `code` is "1405-09"."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        year, month, _day = to_jalali(day)
        return cls(year, month)

    @classmethod
    def read(cls, code: str) -> Month | None:
        """None for what is no month."""
        year, _dash, month = code.partition("-")
        if not (year.isascii() and year.isdigit() and month.isascii() and month.isdigit()):
            return None
        found = cls(int(year), int(month))
        return found if 1200 <= found.year <= 1499 and 1 <= found.month <= 12 else None

    @property
    def code(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def first(self) -> date:
        return from_jalali(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.day(31)

    def day(self, number: int) -> date:
        """The day of the month; its last one where it has fewer."""
        return from_jalali(self.year, self.month, min(number, month_length(self.year, self.month)))

    def plus(self, months: int) -> Month:
        """So many months later, or earlier."""
        year, month = divmod(12 * self.year + self.month - 1 + months, 12)
        return Month(year, month + 1)


def months_until(last: Month, count: int) -> list[Month]:
    """So many months in order, `last` being the last."""
    return [last.plus(step) for step in range(1 - count, 1)]


def following(day_of_month: int, after: date) -> date:
    """The next such day of a Jalali month after a day."""
    month = Month.of(after)
    found = month.day(day_of_month)
    return found if found > after else month.plus(1).day(day_of_month)


def week_of(day: date) -> date:
    """The Saturday on which its week began."""
    return day - timedelta(days=(day.weekday() - SATURDAY) % 7)


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def is_working(day: date, *, thursdays: bool) -> bool:
    """Whether people work: never on Friday, on Thursday where they do."""
    return day.weekday() != FRIDAY and (thursdays or day.weekday() != THURSDAY)


def working_days(first: date, last: date, *, thursdays: bool) -> int:
    """How many working days there are from the first to the last day."""
    if last < first:
        return 0
    weeks, rest = divmod((last - first).days + 1, 7)
    tail = sum(is_working(first + timedelta(days=7 * weeks + step), thursdays=thursdays) for step in range(rest))
    return weeks * (6 if thursdays else 5) + tail


def after_working_days(day: date, count: int, *, thursdays: bool) -> date:
    """The day on which so many working days after `day` are over."""
    weeks, rest = divmod(count, 6 if thursdays else 5)
    found = day + timedelta(days=7 * weeks)
    while rest > 0:
        found += timedelta(days=1)
        rest -= is_working(found, thursdays=thursdays)
    return found
