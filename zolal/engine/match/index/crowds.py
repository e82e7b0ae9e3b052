"""Values that stand beside many names on file: a switchboard is many people's, though no model has seen it yet.

The same rule as in `many_names`, asked of the index: the traits of whoever bears a sign tell how many names there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log

import numpy as np

from zolal.engine.match.index.part import Part
from zolal.engine.match.index.signs import NAME, TRAITS, sign_of
from zolal.engine.match.many_names import MANY, NAMES_OF_ONE

CROWDED = ("mobile", "landline", "email")
"""Features that are a sign of their own and that many may share."""
MOST_LOOKED_AT = 20_000
"""Bearers in one part: more names than they bear change nothing."""

_NAMES = [list(TRAITS).index(name) for name in NAME]

Crowds = Mapping[str, Mapping[str, float]]
"""Feature → value → the log chance that a stranger bears it."""


def crowds(parts: Sequence[Part], values: Mapping[str, Iterable[str]]) -> Crowds:
    """Those of the values that many people bear, among all whom these parts hold."""
    everybody = max(sum(map(len, parts)), 1)
    found: dict[str, dict[str, float]] = {}
    for name, some in values.items():
        for value in some:
            people = _names(parts, sign_of(name, value)) / NAMES_OF_ONE
            if people * NAMES_OF_ONE >= MANY:
                found.setdefault(name, {})[value] = log(min(people / everybody, 1.0))
    return found


def _names(parts: Sequence[Part], sign: int) -> int:
    """How many names stand beside a sign, as far as it takes to tell."""
    found: list[np.ndarray] = []
    bearers = 0
    for part in parts:
        # Asked in their own type: else all of them are turned into another one for every question.
        asked = np.uint32(sign)
        first, last = (int(np.searchsorted(part.hashes, asked, side=side)) for side in ("left", "right"))
        if last > first:
            bearers += last - first
            found.append(part.traits[part.rows[first : min(last, first + MOST_LOOKED_AT)]][:, _NAMES])
    if bearers < MANY:
        return 0
    names = np.concatenate(found).astype(np.uint32)
    return len(np.unique(names[:, 0] << np.uint32(16) | names[:, 1]))
