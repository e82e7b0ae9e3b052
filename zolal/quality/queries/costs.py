"""What the bad data that a user sees costs a year, by class, and which records are behind each sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.quality.costs import CLASSES, DUPLICATE, prices
from zolal.quality.figures import surely_doubled, waiting_issues
from zolal.quality.queries.issues import visible_issues
from zolal.quality.queries.measured import measured
from zolal.quality.queries.pairs import open_pairs


@dataclass(frozen=True, slots=True)
class Item:
    """What one price costs a year for the issues of a class in a field ("" where the class knows none)."""

    name: str
    group: str
    fact: str
    count: int
    rials: int


@dataclass(frozen=True, slots=True)
class Cost:
    """`classes`: (class, rials a year), of all classes; `items` dearest first; `live` whether counted just now."""

    total: int
    classes: Sequence[tuple[str, int]]
    items: Sequence[Item]
    live: bool


def cost(*, user: User, record_type: str) -> Cost:
    """By the prices in use. Raises `NotAllowed`."""
    demand(user, "quality.read")
    latest = measured(user, record_type)
    if latest:
        issues, doubled = latest.figures["issues"], latest.figures["classes"][DUPLICATE]["records"]
    else:
        issues = waiting_issues(visible_issues(user, record_type))
        doubled = surely_doubled(open_pairs(user, record_type))
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for group, _code, fact, count in issues:
        counts[group, fact] += count
    counts[DUPLICATE, ""] = doubled
    items = [
        Item(price.name, group, fact, count, count * price.yearly)
        for price in prices()
        for (group, fact), count in counts.items()
        if count and price.yearly and price.is_paid_for(group, fact)
    ]
    items.sort(key=lambda one: (-one.rials, one.name, one.group, one.fact))
    sums = {name: sum(one.rials for one in items if one.group == name) for name in CLASSES}
    return Cost(sum(sums.values()), list(sums.items()), items, latest is None)
