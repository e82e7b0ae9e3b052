"""What is counted of the business day by day, told by the apps that know it: for goals and the page of all numbers.

An app offers a source when it is ready: its measures, and a function that counts one day of them. Who asks for figures
asks `zolal.strategy`, which keeps the counts of every day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise

from zolal.accounts.models import User
from zolal.accounts.permissions import rights_of

Section = Literal["sales", "marketing", "service", "finance", "work", "quality", ""]
Unit = Literal["count", "rial", "share"]


class Tally(NamedTuple):
    """What one owner has of a measure on a day. `part` divides a measure, as "pipeline:3" does; "" where none does."""

    measure: str
    owner: int | None
    team: int | None
    value: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of the business. A section of "" hides it: it is only counted for the measures that are made `of` it.

    A "share" is whole hundredths of a per cent: 8500 is 85 %. With `of` it is not counted but divided: the first one of
    the two, `times` so much, by the second. A `level` is how much there is on a day; all others add up over days.
    `seen_as` is the kind of record whose reach says how much of it somebody sees; "" for customers. `field` is the
    field of it that it sums up, "" for none: from whom that is kept the measure is too.
    """

    name: str
    label: str | Promise
    section: Section
    unit: Unit = "count"
    better: Literal["up", "down"] = "up"
    verb: str = "records.read"
    level: bool = False
    of: tuple[str, str] | None = None
    times: int = 10_000
    seen_as: str = ""
    field: str = ""

    @property
    def adds_up(self) -> bool:
        """Whether the figures of two days together are their sum."""
        return not self.level and self.of is None


def kept_from(user: User) -> frozenset[str]:
    """The measures of fields that are kept from a user, and those that are made of them."""
    fields, every = rights_of(user).fields, measures()
    kept = {"masked", "hidden"}
    out = {name for name, one in every.items() if one.field and fields.get(one.seen_as, {}).get(one.field) in kept}
    return frozenset(out | {name for name, one in every.items() if one.of and out & set(one.of)})


def nothing(_facts: Mapping[str, Any]) -> Iterable[date]:
    """Of a source whose days do not follow from the facts of a record."""
    return ()


@dataclass(frozen=True, slots=True)
class Source:
    """Measures that are counted together.

    `count` gives all tallies of a day; `since` is the first day on which there is anything. Writes of `record_types`
    change them: `days` says which days a record counts for, by its facts. Levels are counted of today only, each
    night; `count` may still know those of earlier days.
    """

    name: str
    measures: tuple[Measure, ...]
    count: Callable[[date], Iterable[Tally]]
    since: Callable[[], date | None]
    record_types: tuple[str, ...] = ()
    days: Callable[[Mapping[str, Any]], Iterable[date]] = nothing
    levels: bool = False
    parts: Callable[[], Mapping[str, str]] = field(default=dict)
    """The name of each part, of the sources that have some."""


_sources: dict[str, Source] = {}


def offer(source: Source) -> None:
    """Make a source known; called when the owning app is ready."""
    _sources[source.name] = source


def sources() -> list[Source]:
    return list(_sources.values())


def measures() -> dict[str, Measure]:
    """Every measure by name, in the order in which they were offered."""
    return {one.name: one for source in _sources.values() for one in source.measures}


def bounds(day: date) -> tuple[datetime, datetime]:
    """When a day begins, and the next one."""
    return _midnight(day), _midnight(day + timedelta(days=1))


def day_of(moment: str | datetime | None) -> date | None:
    """The day of a moment of facts, where the company is."""
    if not moment:
        return None
    return timezone.localdate(datetime.fromisoformat(moment) if isinstance(moment, str) else moment)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
