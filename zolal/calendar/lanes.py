"""What takes place at the same time stands side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lane:
    """The place of one among those that overlap: the `lane`-th of `lanes`, counted from 0."""

    lane: int
    lanes: int


def lanes(spans: Sequence[tuple[int, int]]) -> list[Lane]:
    """Where each (start, end) stands, in the order given; touching ones do not overlap.

    Those that hang together by overlaps share a width, so that a column is divided only where it must be.
    """
    order = sorted(range(len(spans)), key=lambda one: (spans[one][0], -spans[one][1], one))
    found: dict[int, Lane] = {}
    group: list[tuple[int, int]] = []
    ends: list[int] = []
    for one in order:
        start, end = spans[one]
        if ends and start >= max(ends):
            found |= {index: Lane(lane, len(ends)) for index, lane in group}
            group, ends = [], []
        free = next((lane for lane, until in enumerate(ends) if until <= start), len(ends))
        if free == len(ends):
            ends.append(end)
        else:
            ends[free] = end
        group.append((one, free))
    found |= {index: Lane(lane, len(ends)) for index, lane in group}
    return [found[one] for one in range(len(spans))]
