"""Who bears the values of a feature, counted in people, and nobody twice.

Who is entered in two spellings bears each of them in part: as often as their records say so. And nobody is a stranger
to themselves, however often they are entered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zolal.engine.match.feature import Feature
from zolal.engine.match.pairs import Floats, Rows, fresh, in_order


@dataclass(frozen=True)
class Bearing:
    """For each value how many people bear it, those in part who have others too, and the sum of the squared parts.

    everybody: how many people bear any.
    """

    people: Floats
    squares: Floats
    everybody: float

    @property
    def pairs(self) -> Floats:
        """How many pairs of people share each value."""
        found: Floats = (self.people**2 - self.squares) / 2
        return found

    @property
    def others(self) -> Floats:
        """How many people bear it besides one who does."""
        found: Floats = self.people - self.squares / np.maximum(self.people, 1e-9)
        return found


def bearing(feature: Feature, owner: Rows) -> Bearing:
    """Of all values; `owner` is who each record is taken to belong to."""
    size, several = len(feature.values), feature.codes.shape[1]
    codes = feature.codes.reshape(-1).astype(np.int64)
    told = np.flatnonzero(codes >= 0)
    ordered = in_order(owner[told // several] * size + codes[told])
    first = np.flatnonzero(fresh(ordered))
    records = np.bincount(owner[feature.first >= 0], minlength=len(owner))
    persons, values = np.divmod(ordered.take(first), max(size, 1))
    parts = np.diff(np.append(first, len(ordered))) / records.take(persons)
    people, squares = (np.bincount(values, weights=weights, minlength=size) for weights in (parts, parts**2))
    return Bearing(people.astype(np.float64), squares.astype(np.float64), float(np.count_nonzero(records)))
