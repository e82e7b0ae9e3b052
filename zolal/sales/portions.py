"""Many things in portions that one statement takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
AT_ONCE = 1_000


def portions(things: Iterable[T]) -> Iterator[Sequence[T]]:
    """In their order, a thousand at most at a time; none of none."""
    every = list(things)
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
