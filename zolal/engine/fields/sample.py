"""What a sample of a column's cells says about its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def share(cells: Sequence[str], test: Callable[[str], object]) -> float:
    """Which part of the cells passes the test, 0..1; nothing passes in an empty sample."""
    return sum(map(bool, map(test, cells))) / max(len(cells), 1)


def beyond_chance(part: float, chance: float) -> float:
    """A share of hits as evidence: 0 where random digits would pass as often, 1 where all pass."""
    return max(0.0, (part - chance) / (1 - chance))
