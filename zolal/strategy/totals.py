"""Sums of what is counted by day, over periods: whole months from their sums, the rest from the days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Max, Q, Sum

from zolal.accounts.measures import Measure, measures, sources
from zolal.stewardship.months import Month
from zolal.strategy.models import CountedDay, MeasureDay, MeasureMonth

Key = tuple[object, ...]
"""The name of a measure, then the values of what it was divided by ("owner", "team", "part")."""
EVERYTHING = Q()
OLDEST_LEVEL = timedelta(days=40)
"""A level that was counted longer ago is not known."""


def needed(names: Iterable[str]) -> set[str]:
    """The measures that are counted so that these can be told."""
    known = measures()
    return {one for name in names for one in (known[name].of or (name,))}


def totals(
    names: Collection[str], first: date, last: date, *, who: Q = EVERYTHING, by: Sequence[str] = ()
) -> dict[Key, int]:
    """Of each measure over these days, shares too; of levels what there is on the last one. By `by`, where given."""
    return made(names, counted(names, first, last, who=who, by=by))


def counted(
    names: Collection[str], first: date, last: date, *, who: Q = EVERYTHING, by: Sequence[str] = ()
) -> dict[Key, int]:
    """What these measures are made of, as it was counted: for `made`, whole or folded."""
    known = measures()
    parts = needed(names)
    adding = {name for name in parts if not known[name].level}
    found = _sums(adding, first, last, who, by) if adding else {}
    if levels := parts - adding:
        found |= _levels(levels, last, who, by)
    return found


def folded(counts: Mapping[Key, int], *places: int) -> dict[Key, int]:
    """The same by fewer: the places of what it was divided by that stay."""
    found: dict[Key, int] = {}
    for (name, *key), value in counts.items():
        short = (name, *(key[place] for place in places))
        found[short] = found.get(short, 0) + value
    return found


def made(names: Collection[str], counts: Mapping[Key, int]) -> dict[Key, int]:
    """Measures by key from what is counted; what nothing was counted of is not in it, nor a share of nothing."""
    known = measures()
    keys_of: dict[object, set[Key]] = {}
    for name, *key in counts:
        keys_of.setdefault(name, set()).add(tuple(key))
    found: dict[Key, int] = {}
    for name in names:
        for key in set().union(*(keys_of.get(part, set()) for part in known[name].of or (name,))):
            if (value := value_of(known[name], counts, key)) is not None:
                found[(name, *key)] = value
    return found


def value_of(measure: Measure, counts: Mapping[Key, int], key: Key = ()) -> int | None:
    """A measure's value from what is counted; None for a share of nothing."""
    if measure.of is None:
        return counts.get((measure.name, *key), 0)
    over, under = (counts.get((name, *key), 0) for name in measure.of)
    return round(measure.times * over / under) if under else None


def by_month(names: Collection[str], until: Month, count: int, *, who: Q = EVERYTHING) -> dict[str, list[int | None]]:
    """Each measure in the last so many months; None where nothing is known."""
    known = measures()
    parts = needed(names)
    first = until.plus(1 - count).first
    sums: dict[date, dict[Key, int]] = {}
    rows = MeasureMonth.objects.filter(who, day__gte=first, day__lte=until.first, measure__in=parts).order_by()
    for day, name, value in rows.values_list("day", "measure").annotate(value=Sum("value")):
        sums.setdefault(day, {})[(name,)] = value
    begun = min(sums, default=None)
    months = [until.plus(step).first for step in range(1 - count, 1)]
    return {
        name: [_told(known[name], sums.get(month), begun is not None and month >= begun) for month in months]
        for name in names
    }


def as_of() -> date | None:
    """When anything was counted last."""
    return CountedDay.objects.aggregate(at=Max("at"))["at"]  # type: ignore[no-any-return]


def _told(measure: Measure, counts: Mapping[Key, int] | None, begun: bool) -> int | None:
    if not begun or (measure.level and not counts):
        return None
    return value_of(measure, counts or {})


def _sums(names: Collection[str], first: date, last: date, who: Q, by: Sequence[str]) -> dict[Key, int]:
    months, edges = _divided(first, last)
    found: dict[Key, int] = {}
    for model, when in ((MeasureMonth, Q(day__in=months)), (MeasureDay, edges)):
        if (model is MeasureMonth and not months) or not when:
            continue
        rows = model.objects.filter(when, who, measure__in=names).order_by()
        for *key, value in rows.values_list("measure", *by).annotate(sum=Sum("value")):
            found[tuple(key)] = found.get(tuple(key), 0) + value
    return found


def _divided(first: date, last: date) -> tuple[list[date], Q]:
    """The whole months of a range by their first day, and the days beside them."""
    begin, end = Month.of(first), Month.of(last)
    whole = begin if begin.first == first else begin.plus(1)
    until = end if end.last == last else end.plus(-1)
    if whole > until:
        return [], Q(day__gte=first, day__lte=last)
    months, month = [], whole
    while month <= until:
        months.append(month.first)
        month = month.plus(1)
    edges = Q()
    if first < whole.first:
        edges |= Q(day__gte=first, day__lt=whole.first)
    if last > until.last:
        edges |= Q(day__gt=until.last, day__lte=last)
    return months, edges


def _levels(names: Collection[str], on: date, who: Q, by: Sequence[str]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for source in sources():
        mine = [one.name for one in source.measures if one.name in names]
        rows = MeasureDay.objects.filter(day__lte=on, day__gte=on - OLDEST_LEVEL)
        every = [one.name for one in source.measures if one.level]
        if not mine or (day := rows.filter(measure__in=every).aggregate(day=Max("day"))["day"]) is None:
            continue
        rows = MeasureDay.objects.filter(who, day=day, measure__in=mine).order_by()
        for *key, value in rows.values_list("measure", *by).annotate(sum=Sum("value")):
            found[tuple(key)] = value
    return found
