"""Who gets what: pure, so that its laws can be tested.

What belongs to somebody stays with them. The rest lies in pools, each with those who may see it; it is dealt so that
nobody could hand a thing to somebody who has two less. Greed alone cannot do that, as what only one may see may come
last; so loads are levelled along chains afterwards: A hands to B what B sees, B to C what C sees.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

I = TypeVar("I")  # noqa: E741 - an item

Pool = tuple[Collection[int], Sequence[I]]
"""Who may see these items, and the items."""


@dataclass(frozen=True, slots=True)
class Dealt(Generic[I]):
    """What everybody has got, and what nobody had room for."""

    shares: Mapping[int, Sequence[I]]
    left: Sequence[I]


def deal(kept: Mapping[int, Sequence[I]], pools: Sequence[Pool[I]], room: Mapping[int, int]) -> Dealt[I]:
    """Everything once. `kept` is what somebody has already; `room` how much each takes at most.

    Something is left only where everybody who may see it is full. What lies side by side in a pool mostly goes to one.
    """
    table = _Table([sorted(eligible) for eligible, _items in pools], room)
    table.load.update({who: len(items) for who, items in kept.items()})
    for place in sorted(range(len(pools)), key=lambda place: len(table.eligible[place])):
        table.fill(place, len(pools[place][1]))
    table.make_room()
    table.level()
    shares = {who: list(kept.get(who, ())) for who in room}
    left: list[I] = []
    for (_eligible, items), counts in zip(pools, table.counts, strict=True):
        start = 0
        for who, many in counts.items():
            shares[who] += items[start : start + many]
            start += many
        left += items[start:]
    return Dealt(shares, left)


@dataclass(slots=True)
class _Table:
    """How many of each pool everybody has; only numbers, the items are cut in the end."""

    eligible: list[list[int]]
    room: Mapping[int, int]
    counts: list[dict[int, int]] = field(init=False)
    load: dict[int, int] = field(init=False)
    left: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.counts = [dict.fromkeys(people, 0) for people in self.eligible]
        self.load = dict.fromkeys(self.room, 0)

    def fill(self, place: int, many: int) -> None:
        """Give one after the other to whoever has least."""
        waiting = [(self.load[who], who) for who in self.eligible[place] if self.load[who] < self.room[who]]
        heapq.heapify(waiting)
        while many and waiting:
            _load, who = heapq.heappop(waiting)
            self.counts[place][who] += 1
            self.load[who] += 1
            many -= 1
            if self.load[who] < self.room[who]:
                heapq.heappush(waiting, (self.load[who], who))
        self.left[place] = many

    def make_room(self) -> None:
        """Let those who are full hand on what others may take, as long as that makes place for what is left."""
        for place, people in enumerate(self.eligible):
            while self.left[place]:
                found = next(filter(None, (self._chain(who, self._has_room) for who in people)), None)
                if found is None:
                    break
                first, last = found[0][0], found[-1][1]
                moved = min(self._slack(found), self.room[last] - self.load[last], self.left[place])
                self._move(found, moved)
                self.counts[place][first] += moved
                self.load[first] += moved
                self.left[place] -= moved

    def level(self) -> None:
        """Until nobody could hand anything to somebody who has two less."""
        moved = True
        while moved:
            moved = False
            for who in sorted(self.load, key=lambda who: -self.load[who]):
                most = self.load[who] - 2
                found = self._chain(who, lambda other, most=most: self._has_room(other) and self.load[other] <= most)
                if found:
                    gap = (self.load[who] - self.load[found[-1][1]]) // 2
                    last = found[-1][1]
                    self._move(found, min(self._slack(found), gap, self.room[last] - self.load[last]))
                    moved = True
                    break

    def _has_room(self, who: int) -> bool:
        return self.load[who] < self.room[who]

    def _chain(self, start: int, ends: Callable[[int], bool]) -> list[tuple[int, int, int]]:
        """The shortest way on which things could be handed on: (from, to, pool); empty where there is none."""
        came: dict[int, tuple[int, int] | None] = {start: None}
        queue = deque([start])
        while queue:
            who = queue.popleft()
            if who != start and ends(who):
                return self._way(came, who)
            for place, counts in enumerate(self.counts):
                if counts.get(who):
                    for other in self.eligible[place]:
                        if other not in came:
                            came[other] = (who, place)
                            queue.append(other)
        return []

    @staticmethod
    def _way(came: Mapping[int, tuple[int, int] | None], who: int) -> list[tuple[int, int, int]]:
        way: list[tuple[int, int, int]] = []
        while (step := came[who]) is not None:
            way.append((step[0], who, step[1]))
            who = step[0]
        return way[::-1]

    def _slack(self, way: Sequence[tuple[int, int, int]]) -> int:
        return min(self.counts[place][giver] for giver, _taker, place in way)

    def _move(self, way: Sequence[tuple[int, int, int]], many: int) -> None:
        for giver, taker, place in way:
            self.counts[place][giver] -= many
            self.counts[place][taker] += many
        self.load[way[0][0]] -= many
        self.load[way[-1][1]] += many
