"""The distinct values of a field, and what comparing them needs to know of each, found once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np
import numpy.typing as npt
import polars as pl

from zolal.engine.fields.distinct import numbered
from zolal.engine.match import few
from zolal.engine.match.packed import CHUNK, Packed
from zolal.engine.match.pairs import chunks

FEW = 3_000
"""Up to so many values plain Python is quicker than starting up vectorised work; both give the same."""
WORDS = 8
"""So many distinct words of a value are compared."""


class Values(Sequence[str]):
    """Texts by code. Many of them stay a column until somebody asks for the texts themselves."""

    def __init__(self, values: Sequence[str] | pl.Series) -> None:
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        return self.texts[at]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    @cached_property
    def texts(self) -> Sequence[str]:
        return self._values.to_list() if isinstance(self._values, pl.Series) else self._values

    @cached_property
    def column(self) -> pl.Series:
        return self._values if isinstance(self._values, pl.Series) else pl.Series(self._values, dtype=pl.String)

    @cached_property
    def words(self) -> npt.NDArray[np.object_]:
        """The texts as an array."""
        words = np.empty(len(self), dtype=object)
        words[:] = self.texts
        return words

    @cached_property
    def heard(self) -> dict[int, float]:
        """How alike pairs of them sound, by one's code times their number plus the other's; filled by who asks."""
        return {}

    @cached_property
    def lengths(self) -> npt.NDArray[np.int32]:
        if len(self) <= FEW:
            return np.array([len(value) for value in self], dtype=np.int32)
        return self.column.str.len_chars().to_numpy().astype(np.int32)

    @cached_property
    def letters(self) -> npt.NDArray[np.uint64]:
        """The set of letters of each value as bits; a few letters share a bit."""
        found = np.empty(len(self), dtype=np.uint64)
        ends, every = np.cumsum(self.lengths, dtype=np.int64), self._points
        for part in chunks(len(self), CHUNK):
            starts = ends[part] - self.lengths[part]
            points = every[starts[0] : ends[part][-1]]
            bits = np.left_shift(np.uint64(1), (points & 63).astype(np.uint64))
            found[part] = np.bitwise_or.reduceat(bits, starts - starts[0])
        return found

    @cached_property
    def latin(self) -> npt.NDArray[np.bool_]:
        """Which values hold nothing but Latin letters, digits and signs."""
        if len(self) <= FEW:
            return np.array([value.isascii() for value in self], dtype=np.bool_)
        return (self.column.str.len_bytes() == self.column.str.len_chars()).to_numpy()

    @cached_property
    def packed(self) -> Packed:
        """Each value as a number."""
        return Packed.of(self._points, self.lengths)

    @cached_property
    def bags(self) -> npt.NDArray[np.int32]:
        """The first eight distinct words of every value as codes, (values, words), -1 where there are fewer."""
        if len(self) <= FEW:
            return few.bags(self.texts, WORDS)
        split = self.column.str.split(" ").list.unique(maintain_order=True).list.head(WORDS)
        rows = np.repeat(np.arange(len(split)), split.list.len().to_numpy())
        codes = numbered(split.explode(empty_as_null=False)).to_numpy()
        starts = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))
        slot = np.arange(len(rows)) - np.repeat(starts, np.diff(np.append(starts, len(rows))))
        bags = np.full((len(split), int(slot.max(initial=0)) + 1), -1, dtype=np.int32)
        bags[rows, slot] = codes
        return bags

    @cached_property
    def bag_sizes(self) -> npt.NDArray[np.int8]:
        sizes: npt.NDArray[np.int8] = (self.bags >= 0).sum(axis=1).astype(np.int8)
        return sizes

    @cached_property
    def bag_masks(self) -> npt.NDArray[np.uint64]:
        """The set of words of each value as bits; words may share a bit."""
        bits = np.left_shift(np.uint64(1), (self.bags & 63).astype(np.uint64))
        masks: npt.NDArray[np.uint64] = np.bitwise_or.reduce(np.where(self.bags >= 0, bits, np.uint64(0)), axis=1)
        return masks

    @cached_property
    def dates(self) -> npt.NDArray[np.int16]:
        """Year, month and day of every value of a date feature, (values, 3)."""
        digits = (value.replace("-", "").ljust(8, "0") for value in self)
        return np.array([(int(d[:4]), int(d[4:6]), int(d[6:8])) for d in digits], dtype=np.int16).reshape(-1, 3)

    def part(self, start: int, length: int | None = None) -> Values:
        """The same part of every value, as the value of each code."""
        if len(self) <= FEW:
            end = None if length is None else start + length
            return Values([value[start:end] for value in self])
        return Values(self.column.str.slice(start, length))

    def before(self, sign: str) -> Values:
        """What stands before a sign in every value, all of it where there is none, as the value of each code."""
        if len(self) <= FEW:
            return Values([value.split(sign, 1)[0] for value in self])
        return Values(self.column.str.splitn(sign, 2).struct[0])

    @property
    def _points(self) -> npt.NDArray[np.uint32]:
        """The code points of all values after each other."""
        joined = "".join(self.texts) if len(self) <= FEW else str(self.column.str.join("").item())
        return np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
