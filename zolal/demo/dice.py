"""Throws that come out alike on every Python."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Chance from a seed, built on `Random.random()` alone: the one stream Python promises never to change."""

    __slots__ = ("_random", "throw")

    def __init__(self, *seed: int) -> None:
        self._random = Random()
        self.throw = self._random.random
        self.reset(*seed)

    def reset(self, *seed: int) -> Dice:
        """Start again from whole numbers below 2^40; equal numbers give an equal stream."""
        mixed = 0
        for number in seed:
            mixed = (mixed << 40) | number
        self._random.seed(mixed)
        return self

    def chance(self, probability: float) -> bool:
        return self.throw() < probability

    def number(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.throw() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self.throw() * len(items))]

    def weighted(self, items: Sequence[T], cumulative: Sequence[int]) -> T:
        """One of the items, by running sums of their weights."""
        return items[bisect_right(cumulative, int(self.throw() * cumulative[-1]))]

    def shuffle(self, items: list[T]) -> None:
        for last in range(len(items) - 1, 0, -1):
            other = int(self.throw() * (last + 1))
            items[last], items[other] = items[other], items[last]
