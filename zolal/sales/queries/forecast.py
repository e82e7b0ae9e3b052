"""What is expected to be sold, by Jalali month, and what was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from zolal.accounts.models import User
from zolal.engine.persian.calendar import from_jalali, month_length, to_jalali
from zolal.people.queries.typed import beginning
from zolal.sales.models import Deal
from zolal.sales.queries.board import WEIGHTED
from zolal.sales.queries.deal_wish import DealWish, matching
from zolal.sales.queries.worth import demand_value

BEFORE, AFTER = 5, 6
"""Months shown before this one and after it."""


@dataclass(slots=True)
class Month:
    """A Jalali month: what is expected to close in it, what of that is likely, and what was won."""

    year: int
    month: int
    count: int = 0
    value: int = 0
    weighted: int = 0
    won_count: int = 0
    won_value: int = 0

    @property
    def first(self) -> date:
        return from_jalali(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return from_jalali(self.year, self.month, month_length(self.year, self.month))

    @property
    def code(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class Forecast:
    """`overdue`: open deals whose expected close is over; `undated`: that have none; `later`: beyond the months."""

    months: Sequence[Month]
    overdue: Month
    undated: Month
    later: Month
    today: date

    @property
    def this_month(self) -> Month:
        return self.months[BEFORE]


def forecast(user: User, wish: DealWish) -> Forecast:
    """By month, in two queries, summed up by day in the database. Raises `BadWish`; `NotAllowed` for who does not see
    values."""
    demand_value(user)
    today = timezone.localdate()
    months = _months(today)
    by_code = {(one.year, one.month): one for one in months}
    overdue, undated, later = Month(0, 1), Month(0, 1), Month(0, 1)
    found = matching(user, wish, every_state=True).filter(state=Deal.State.ACTIVE)
    rows = found.filter(status=Deal.Status.OPEN).values_list("expected_on")
    for on, count, value, weighted in rows.annotate(n=Count("pk"), sum=Sum("value"), weighted=Sum(WEIGHTED)):
        into = undated if on is None else overdue if on < today else by_code.get(to_jalali(on)[:2], later)
        into.count += count
        into.value += int(value or 0)
        into.weighted += int(weighted or 0)
    begin, end = beginning(months[0].first), beginning(months[-1].last + timedelta(days=1))
    won = found.filter(status=Deal.Status.WON, closed_at__gte=begin, closed_at__lt=end)
    days = won.annotate(on=TruncDate("closed_at")).values_list("on").annotate(n=Count("pk"), sum=Sum("value"))
    for on, count, value in days:
        if into := by_code.get(to_jalali(on)[:2]):
            into.won_count += count
            into.won_value += int(value or 0)
    return Forecast(months, overdue, undated, later, today)


def _months(today: date) -> list[Month]:
    year, month, _day = to_jalali(today)
    count = 12 * year + month - 1
    return [Month(*_split(count + step)) for step in range(-BEFORE, AFTER + 1)]


def _split(count: int) -> tuple[int, int]:
    year, month = divmod(count, 12)
    return year, month + 1
