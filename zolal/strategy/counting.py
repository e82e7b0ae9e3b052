"""The counts of every day: which are to be made, and how one is made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Max, Sum
from django.utils import timezone

from zolal.accounts.measures import Source, Tally, sources
from zolal.core import bulk
from zolal.core.locks import hold
from zolal.stewardship.months import Month, days
from zolal.strategy.models import CountAgain, CountedDay, MeasureDay, MeasureMonth

KEPT = 1_100
"""Days that are counted back where nothing is counted yet: three years."""
LATE = 3
"""The last days are counted once more each night."""

_COLUMNS = ("measure", "owner_id", "team_id", "value", "part", "day")


def of_night(today: date) -> Iterator[tuple[Source, date]]:
    """What a night counts: every day that nobody counted yet, the last ones once more, and the levels of today."""
    for source in sources():
        begun = source.since()
        if begun is None:
            continue
        first = max(begun, today - timedelta(days=KEPT))
        counted = set(CountedDay.objects.filter(source=source.name).values_list("day", flat=True))
        for day in days(first, today):
            again = day == today if source.levels else day > today - timedelta(days=LATE)
            if again or day not in counted:
                yield source, day


def of_now(today: date) -> Iterator[tuple[Source, date]]:
    """What changes during the day: today itself."""
    return ((source, today) for source in sources() if not source.levels)


def of_changes() -> tuple[list[int], set[tuple[str, date]]]:
    """The days gone by that were changed: the rows that say so, and what they say."""
    rows = list(CountAgain.objects.order_by("id").values_list("id", "source", "day"))
    return [pk for pk, _source, _day in rows], {(source, day) for _pk, source, day in rows}


def tallies(source: Source, day: date) -> list[Tally]:
    """Count a day. In no transaction: what is written meanwhile asks to be counted again."""
    return [tally for tally in source.count(day) if tally.value]


def keep(source: Source, day: date, found: Iterable[Tally]) -> None:
    """Write down what was counted of a day, in the caller's transaction."""
    hold([f"measures {source.name}"])
    rows = [(*tally, day) for tally in found]
    names = [one.name for one in source.measures]
    MeasureDay.objects.filter(measure__in=names, day=day).delete()
    bulk.insert(MeasureDay, _COLUMNS, rows)
    CountedDay.objects.update_or_create(source=source.name, day=day, defaults={"at": timezone.now()})


def add_up(months: Collection[Month], source: Source) -> None:
    """What these months come to, anew, in the caller's transaction: the sum of their days, of levels the last day."""
    names = [one.name for one in source.measures if one.of is None]
    for month in months:
        hold([f"measures of {month.code}"])
        MeasureMonth.objects.filter(day=month.first, measure__in=names).delete()
        rows = MeasureDay.objects.filter(day__gte=month.first, day__lte=month.last, measure__in=names).order_by()
        if source.levels:
            rows = rows.filter(day=rows.aggregate(last=Max("day"))["last"])
        sums = rows.values_list("measure", "owner_id", "team_id", "part").annotate(value=Sum("value"))
        bulk.insert(
            MeasureMonth,
            _COLUMNS,
            [(name, owner, team, value, part, month.first) for name, owner, team, part, value in sums],
        )
