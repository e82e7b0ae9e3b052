"""An index in memory to which records are added."""

from __future__ import annotations

from dataclasses import dataclass, field

from zolal.engine.match.index.nearest import ANY, MOST, couples
from zolal.engine.match.index.part import Part, united
from zolal.engine.match.index.signs import Signs
from zolal.engine.match.pairs import Rows

TOGETHER = 4
"""So many parts of about one size are put together."""


def size_class(records: int) -> int:
    """Parts of one class are about as large."""
    return (records.bit_length() - 1) // 2


@dataclass
class Growing:
    """Parts, of which there stay few."""

    parts: list[Part] = field(default_factory=list)

    def add(self, ids: Rows, found: Signs) -> None:
        """Records that can be found from now on."""
        if len(ids):
            self.parts.append(Part.of(ids, found))
        while len(self.parts) >= TOGETHER and len({size_class(len(one)) for one in self.parts[-TOGETHER:]}) == 1:
            self.parts[-TOGETHER:] = [united(self.parts[-TOGETHER:])]

    def nearest(self, asked: Signs, most: int = MOST, *, least: float = ANY) -> tuple[Rows, Rows]:
        """As `couples`."""
        return couples(self.parts, asked, most, least=least)
