"""Short texts as one number each, so that a slip in writing is found by arithmetic on whole arrays.

A text stands left-justified in 64 bits, a cell of as many bits for each character as the letters of the field need; an
empty cell is 0. Sixteen digits fit, or ten or twelve letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from zolal.engine.match.pairs import Mask, chunks

Numbers = npt.NDArray[np.uint64]
WIDTH = 64
CHUNK = 100_000


@dataclass(frozen=True)
class Packed:
    """numbers, lengths and whether a value `fits` by code; `bits` of a cell. What does not fit has no right number."""

    numbers: Numbers
    lengths: npt.NDArray[np.int32]
    fits: Mask
    bits: int

    @classmethod
    def of(cls, points: npt.NDArray[np.uint32], lengths: npt.NDArray[np.int32]) -> Packed:
        """From the code points of all values after each other, none of them empty."""
        used = np.flatnonzero(np.bincount(points)) if len(points) else np.empty(0, dtype=np.int64)
        bits = max(len(used).bit_length(), 1)
        cell_of = np.zeros(int(used.max(initial=0)) + 1, dtype=np.uint64)
        cell_of[used] = np.arange(1, len(used) + 1)
        most = WIDTH // bits
        numbers = np.zeros(len(lengths), dtype=np.uint64)
        ends = np.cumsum(lengths, dtype=np.int64)
        for part in chunks(len(lengths), CHUNK):
            starts = ends[part] - lengths[part]
            first, last = int(starts[0]), int(ends[part][-1])
            place = np.arange(first, last) - np.repeat(starts, lengths[part])
            shift = np.where(place < most, WIDTH - bits * (place + 1), WIDTH).astype(np.uint64)
            numbers[part] = np.bitwise_or.reduceat(cell_of[points[first:last]] << shift, starts - first)
        return cls(numbers, lengths, lengths <= most, bits)

    def begins(self, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]) -> Mask:
        """Whether one of two values begins with the other, as far as they fit."""
        shorter = np.minimum(np.minimum(self.lengths[left], self.lengths[right]), WIDTH // self.bits)
        found: Mask = self.alike_for(left, right) >= shorter
        return found

    def alike_for(self, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
        """How many characters two values have in common at the front; at most what fits."""
        return _leading_zeros(self.numbers[left] ^ self.numbers[right]) // self.bits

    @cached_property
    def all_fit(self) -> bool:
        return bool(self.fits.all())

    @cached_property
    def one_length(self) -> bool:
        """Whether all values are as long as each other."""
        return len(self.lengths) == 0 or bool((self.lengths == self.lengths[0]).all())

    def within_one(self, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]) -> Mask:
        """Whether one substitution, transposition, insertion or deletion at most parts two values that fit."""
        found = self._exchanged(self.numbers.take(left), self.numbers.take(right))
        if self.one_length:
            return found
        longer = self.lengths.take(left) - self.lengths.take(right)
        # A character more at the end looks like one character that is another.
        found &= np.abs(longer) <= 1
        for rows, one, other in (
            (np.flatnonzero(longer == 1), left, right),
            (np.flatnonzero(longer == -1), right, left),
        ):
            found[rows] = self._inserted(self.numbers[one[rows]], self.numbers[other[rows]])
        return found

    def _inserted(self, longer: Numbers, shorter: Numbers) -> Mask:
        """Whether the longer text is the other with one character put in: taken out where the two part, it is gone."""
        same = _leading_zeros(longer ^ shorter) // self.bits
        front = ~np.uint64(0) << (WIDTH - self.bits * same).astype(np.uint64)
        without = (longer & front) | ((longer << np.uint64(self.bits)) & ~front)
        found: Mask = without == shorter
        return found

    def _exchanged(self, one: Numbers, other: Numbers) -> Mask:
        """Of texts of the same length: whether one character is another, or two neighbours have changed places."""
        unlike = one ^ other
        cells, folded = unlike, 1
        while folded < self.bits:
            # By doubling: each bit of a cell comes to stand in its lowest.
            step = min(folded, self.bits - folded)
            cells = cells | cells >> np.uint64(step)
            folded += step
        cells = cells & self._lowest_bits
        count = np.bitwise_count(cells)
        found: Mask = count <= 1
        two = np.flatnonzero(count == 2)
        lower = cells[two] & (~cells[two] + np.uint64(1))
        neighbours = (cells[two] ^ lower) == lower << np.uint64(self.bits)
        two, lower = two[neighbours], lower[neighbours]
        at = np.bitwise_count(lower - np.uint64(1)).astype(np.uint64)
        cell = np.uint64((1 << self.bits) - 1)
        first, second = ((unlike[two] >> place) & cell for place in (at + np.uint64(self.bits), at))
        crossed = ((one[two] >> (at + np.uint64(self.bits))) ^ (one[two] >> at)) & cell
        found[two] = (first == second) & (first == crossed)
        return found

    @property
    def _lowest_bits(self) -> np.uint64:
        return np.uint64(sum(1 << (WIDTH - self.bits * (place + 1)) for place in range(WIDTH // self.bits)))


def _leading_zeros(numbers: Numbers) -> npt.NDArray[np.int64]:
    filled = numbers.copy()
    for shift in (1, 2, 4, 8, 16, 32):
        filled |= filled >> np.uint64(shift)
    return WIDTH - np.bitwise_count(filled).astype(np.int64)
