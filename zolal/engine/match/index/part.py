"""A part of the index: the signs of some records, sorted, in arrays that can be written down as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zolal.engine.match.index.signs import TRAITS, Hashes, Signs, Traits
from zolal.engine.match.pairs import Rows

_MARK = b"zolal-index-1\0\0\0"
_HEAD = 16


@dataclass(frozen=True)
class Part:
    """ids: of the records. hashes: all their signs, ascending; rows: whose each of them is. traits: by record."""

    ids: Rows
    hashes: Hashes
    rows: npt.NDArray[np.uint32]
    traits: Traits

    @classmethod
    def of(cls, ids: Sequence[int] | Rows, found: Signs) -> Part:
        """A part of these records. Its memory is about 100 bytes a record."""
        rows, columns = np.nonzero(found.hashes)
        packed = found.hashes[rows, columns].astype(np.uint64) << np.uint64(32) | rows.astype(np.uint64)
        return cls._packed(np.asarray(ids, dtype=np.int64), packed, found.traits)

    @classmethod
    def _packed(cls, ids: Rows, packed: npt.NDArray[np.uint64], traits: Traits) -> Part:
        packed.sort()
        return cls(ids, (packed >> np.uint64(32)).astype(np.uint32), packed.astype(np.uint32), traits)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def size(self) -> int:
        """Bytes."""
        return self.ids.nbytes + self.hashes.nbytes + self.rows.nbytes + self.traits.nbytes

    def to_bytes(self) -> bytes:
        """Its arrays, little endian, one after the other."""
        head = np.array([len(self.ids), len(self.hashes)], dtype="<i8")
        arrays = (head, self.ids, self.hashes, self.rows, self.traits)
        return _MARK + b"".join(array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes() for array in arrays)

    @classmethod
    def from_bytes(cls, data: bytes | memoryview) -> Part:
        """What `to_bytes` gave, without a copy. ValueError for anything else."""
        if bytes(data[:_HEAD]) != _MARK:
            raise ValueError("this is no part of an index")
        records, entries = (int(number) for number in np.frombuffer(data, "<i8", 2, _HEAD))
        at = 2 * _HEAD
        ids = np.frombuffer(data, "<i8", records, at)
        hashes = np.frombuffer(data, "<u4", entries, at := at + ids.nbytes)
        rows = np.frombuffer(data, "<u4", entries, at := at + hashes.nbytes)
        traits = np.frombuffer(data, "<u2", records * len(TRAITS), at + rows.nbytes)
        return cls(ids, hashes, rows, traits.reshape(records, len(TRAITS)))

    def without(self, ids: Sequence[int]) -> Part:
        """The part of all other records."""
        stays = ~np.isin(self.ids, ids)
        place = np.cumsum(stays) - 1
        kept = stays[self.rows]
        rows = place[self.rows[kept]].astype(np.uint32)
        return Part(self.ids[stays], self.hashes[kept], rows, self.traits[stays])


def united(parts: Sequence[Part]) -> Part:
    """One part of all records of several; what a record says twice is kept once."""
    starts = np.cumsum([0, *map(len, parts)])
    packed = [
        part.hashes.astype(np.uint64) << np.uint64(32) | (part.rows + np.uint64(start))
        for part, start in zip(parts, starts.tolist(), strict=False)
    ]
    ids = np.concatenate([part.ids for part in parts])
    return Part._packed(ids, np.concatenate(packed), np.concatenate([part.traits for part in parts]))  # noqa: SLF001
