"""How many values hold, estimated from a sample of records."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from zolal.engine.match.audit import Estimate

Z = 1.959964
"""Of the normal distribution, for 19 times in 20."""

MARGINS = (0.03, 0.05, 0.1)


def size_for(margin: float, population: int) -> int:
    """How many records have to be drawn for an interval of ± `margin`, whatever the share is (Cochran 1977).

    n₀ = z² / 4m², and of a small population n₀ / (1 + (n₀ − 1) / N).
    """
    whole = Z**2 / (4 * margin**2)
    return min(population, ceil(whole / (1 + (whole - 1) / population))) if population else 0


def wilson(right: float, checked: float) -> Estimate:
    """The share with the interval of Wilson (1927), which holds its word also near 0 and 1 and in small samples."""
    if checked <= 0:
        return Estimate(None, 0.0, 1.0, 0)
    share, turn = right / checked, Z**2 / checked
    middle = (share + turn / 2) / (1 + turn)
    half = Z * sqrt(share * (1 - share) / checked + turn / (4 * checked)) / (1 + turn)
    return Estimate(share, max(0.0, middle - half), min(1.0, middle + half), round(checked))


def of_records(counted: Sequence[tuple[int, int]]) -> Estimate:
    """The share of records of which no checked value was wrong, from (right, checked) of each record."""
    asked = [(right, checked) for right, checked in counted if checked]
    return wilson(sum(right == checked for right, checked in asked), len(asked))


def of_values(counted: Sequence[tuple[int, int]]) -> Estimate:
    """The share of values that hold, from (right, checked) of each record.

    Values of one record stand and fall together, so that they count for fewer: the interval is that of as many
    independent ones as have the variance of the ratio between records (Kish 1965); never more than were checked, and
    where all agree, as many as there are records.
    """
    asked = [(right, checked) for right, checked in counted if checked]
    checked = sum(of for _, of in asked)
    if not checked:
        return Estimate(None, 0.0, 1.0, 0)
    share, records = sum(right for right, _ in asked) / checked, len(asked)
    spread = sum((right - share * of) ** 2 for right, of in asked)
    worth = float(records)
    if records > 1 and spread > 0:
        worth = min(checked, share * (1 - share) * checked**2 * (records - 1) / (records * spread))
    found = wilson(share * worth, worth)
    return Estimate(share, found.low, found.high, checked)
