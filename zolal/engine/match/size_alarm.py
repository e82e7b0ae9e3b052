"""Customers of more records than is plausible, and a stricter look at each.

How many records customers have is read off the data: where customers of a size are suddenly a hundred times rarer than
those of one record less, joining has gone too far, mostly by one record that resembles everybody. Sizes that thin out
slowly, as those of public figures do, raise no alarm.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from zolal.engine.match.cluster import Judge, joined
from zolal.engine.match.pairs import Rows

SUDDENLY = 100
COMMON = 500
"""So many customers of a size must there be before it is surprising that there are hardly any of the next."""
LEAST_PLAUSIBLE = 3
STRICTER = 2.0
"""By so many log odds more two groups must fit to stay together in a customer that is too large, …"""
BEST_IF_STRICT = 0.5
"""… and so much counts the best that any two of their records say, against the mean: near average linkage."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """above: the most records that are plausible for a customer, 0 where nothing tells. customers: how many had more.
    parted: how many of them a stricter look has parted."""

    above: int = 0
    customers: int = 0
    parted: int = 0


NO_ALARM = Alarm()


def looked_at(owner: Rows, judge: Judge) -> tuple[Rows, Alarm]:
    """The customers after a stricter look at those that are too large, and what it found."""
    above = plausible(owner)
    sizes = np.bincount(owner)
    large = np.flatnonzero(sizes > above) if above else np.empty(0, dtype=np.int64)
    if not len(large):
        return owner, Alarm(above)
    strict = replace(judge, threshold=judge.threshold + STRICTER, best=BEST_IF_STRICT)
    rows = np.flatnonzero(np.isin(owner, large))
    rows = rows[np.argsort(owner[rows], kind="stable")]
    again = joined(len(owner), (rows, np.append(0, np.cumsum(sizes[large]))[:-1], sizes[large]), strict)
    found = owner.copy()
    found[rows] = again[rows]
    people = np.bincount(owner[np.unique(found[rows])], minlength=len(sizes))[large]
    return found, Alarm(above, len(large), int((people > 1).sum()))


def plausible(owner: Rows) -> int:
    """The most records that are plausible for a customer, 0 where sizes end in no sudden fall."""
    customers = np.bincount(np.bincount(owner))
    or_more = np.cumsum(customers[::-1])[::-1]
    for size in range(LEAST_PLAUSIBLE, len(customers) - 1):
        if customers[size] >= COMMON and or_more[size + 1] * SUDDENLY <= customers[size]:
            return size
    return 0
