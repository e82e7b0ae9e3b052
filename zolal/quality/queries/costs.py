"""What the bad data that a user sees costs a year, by class, and which records are behind each sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.quality.costs import CLASSES, DUPLICATE, prices
from zolal.quality.queries.dashboard import dashboard


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
    board = dashboard(user=user, record_type=record_type)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for group, _code, fact, count in board.figures["issues"]:
        counts[group, fact] += count
    counts[DUPLICATE, ""] = board.figures["classes"][DUPLICATE]["records"]
    items = [
        Item(price.name, group, fact, count, count * price.yearly)
        for price in prices()
        for (group, fact), count in counts.items()
        if count and price.yearly and price.is_paid_for(group, fact)
    ]
    items.sort(key=lambda one: (-one.rials, one.name, one.group, one.fact))
    sums = {name: sum(one.rials for one in items if one.group == name) for name in CLASSES}
    return Cost(sum(sums.values()), list(sums.items()), items, board.live)
