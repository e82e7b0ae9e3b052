"""What bad data costs: prices an administrator set, and what each of them is paid for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from zolal.core.settings import setting
from zolal.people.fields import fields_of
from zolal.quality.models import Issue

PRICES = "cost.prices"
DUPLICATE = "duplicate"
CLASSES: Sequence[str] = (DUPLICATE, *Issue.Group.values)
MOST = 20
MOST_RIALS = 10**12
MOST_TIMES = 10_000
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Price:
    """So many rials each time, so often a year, for every issue of one of the classes in one of the fields.

    Without fields those of all are meant.
    """

    name: str
    rials: int
    times: int
    classes: Sequence[str]
    fields: Sequence[str] = ()

    @property
    def yearly(self) -> int:
        """For one issue."""
        return self.rials * self.times

    def is_paid_for(self, group: str, fact: str) -> bool:
        return group in self.classes and (not self.fields or fact in self.fields)

    def stored(self) -> dict[str, Any]:
        return {**asdict(self), "classes": list(self.classes), "fields": list(self.fields)}


def prices() -> list[Price]:
    return [Price(**one) for one in setting(PRICES)]


def yearly(group: str, fact: str) -> int:
    """What one issue of a class in a field costs a year, by all prices paid for it."""
    return sum(price.yearly for price in prices() if price.is_paid_for(group, fact))


def known_fields() -> Mapping[str, Any]:
    """The fields a price can be for, of people and of companies."""
    return {**fields_of("company"), **fields_of("person")}
