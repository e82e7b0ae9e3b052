"""The shortest way through some places, as the crow flies."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

Place = tuple[float, float]
"""Latitude and longitude, in degrees."""

_RADIUS = 6_371.0
_ROUNDS = 50


def distance(one: Place, other: Place) -> float:
    """Kilometres along the great circle (haversine)."""
    south, north = radians(one[0]), radians(other[0])
    across = sin((north - south) / 2) ** 2
    along = cos(south) * cos(north) * sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * _RADIUS * asin(min(1.0, sqrt(across + along)))


def length(places: Sequence[Place]) -> float:
    """Kilometres from the first place to the last in this order."""
    return sum(distance(one, other) for one, other in pairwise(places))


def shortest(places: Sequence[Place]) -> list[int]:
    """An order of the places that begins with the first: nearest neighbour, then 2-opt.

    The way is open: nobody must come back. Never longer than the order given.
    """
    if len(places) < 3:
        return list(range(len(places)))
    found = _improved(places, _nearest(places))
    given = list(range(len(places)))
    better = length([places[one] for one in found]) < length(places)
    return found if better else given


def _nearest(places: Sequence[Place]) -> list[int]:
    found, left = [0], set(range(1, len(places)))
    while left:
        here = places[found[-1]]
        found.append(min(left, key=lambda one: (distance(here, places[one]), one)))
        left.remove(found[-1])
    return found


def _improved(places: Sequence[Place], order: list[int]) -> list[int]:
    """Stretches turned round as long as that shortens the way; the first place stays."""
    for _round in range(_ROUNDS):
        if not _turn(places, order):
            break
    return order


def _turn(places: Sequence[Place], order: list[int]) -> bool:
    turned = False
    for start in range(1, len(order) - 1):
        for end in range(start + 1, len(order)):
            before, first, last = places[order[start - 1]], places[order[start]], places[order[end]]
            now, then = distance(before, first), distance(before, last)
            if end + 1 < len(order):
                after = places[order[end + 1]]
                now, then = now + distance(last, after), then + distance(first, after)
            if then < now - 1e-9:
                order[start : end + 1] = reversed(order[start : end + 1])
                turned = True
    return turned
