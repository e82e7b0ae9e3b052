"""The value nearly everybody has, and whether offering it as a default has begun to bias what is entered."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

from zolal.engine.impute.typical import MAJORITY

FEWEST = 30
"""Known values, and entries since, below which a share tells nothing."""

SURELY = 2.576
"""Standard errors beyond which a difference is no chance, 99 times in 100 (two-sided)."""


class Majority(NamedTuple):
    """The most frequent value of a field, and the share of the filled ones that have it."""

    value: str
    share: float
    known: int


def majority(counts: Mapping[str, int], *, least: float = MAJORITY) -> Majority | None:
    """The value that at least this share of the filled cells have; None where there is none, or too few are known."""
    known = sum(counts.values())
    if known < FEWEST:
        return None
    value, count = max(counts.items(), key=lambda one: (one[1], one[0]))
    return Majority(value, count / known, known) if count / known >= least else None


def is_biased(*, share: float, entered: int, with_default: int) -> bool:
    """Whether entries made under a default hold its value more often than chance explains.

    `share` is the share it had before it became the default; the test is the normal approximation of the binomial.
    """
    if entered < FEWEST:
        return False
    error = sqrt(max(share * (1 - share), 1 / (4 * entered)) / entered)
    return with_default / entered - share > SURELY * error
