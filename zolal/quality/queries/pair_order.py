"""In which order the queue of likely duplicates is gone through.

A queue is a row of stretches, each with an order of its own; pairs that were put off come last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from zolal.quality.models import Pair

LIKELY = "likely"
"""The most probable first, of those the ones that mend most."""
TELLING = "telling"
"""First those whose answers teach matching most."""
ORDERS = (LIKELY, TELLING)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Which pairs of the queue, in which order, and what comes after one of them."""

    inside: Q
    holds: Callable[[Pair], bool]
    order: tuple[str, ...]
    after: Callable[[Pair], Q]


def onwards(waiting: QuerySet[Pair], order: str, place: Pair | None) -> Iterator[QuerySet[Pair]]:
    """What follows a place in the queue, stretch by stretch; all of it where there is no place."""
    stretches = _ORDERS.get(order, _ORDERS[LIKELY])
    begin = 0 if place is None else next(at for at, stretch in enumerate(stretches) if stretch.holds(place))
    for at, stretch in enumerate(stretches[begin:], begin):
        pairs = waiting.filter(stretch.inside).order_by(*stretch.order)
        yield pairs.filter(stretch.after(place)) if place is not None and at == begin else pairs


def _less_likely(place: Pair) -> Q:
    p, effect = place.probability, place.effect
    later = Q(probability__lt=p) | Q(effect__lt=effect) | Q(effect=effect, id__gt=place.pk)
    return later & Q(probability__lte=p)


def _less_telling(place: Pair) -> Q:
    return Q(teaches__lt=place.teaches) | Q(teaches=place.teaches, id__gt=place.pk)


def _put_off_later(place: Pair) -> Q:
    at = place.skipped_at
    return Q(skipped_at__gt=at) | Q(skipped_at=at, id__gt=place.pk)


_BY_PROBABILITY = ("-probability", "-effect", "id")
_FRESH = Q(skipped_at=None)
_LIKELY = _Stretch(_FRESH, lambda pair: not pair.skipped_at, _BY_PROBABILITY, _less_likely)
_TELLING = _Stretch(
    _FRESH & Q(teaches__gt=0), lambda pair: not pair.skipped_at and pair.teaches > 0, ("-teaches", "id"), _less_telling
)
_OTHERS = _Stretch(_FRESH & Q(teaches=0), lambda pair: not pair.skipped_at, _BY_PROBABILITY, _less_likely)
_PUT_OFF = _Stretch(Q(skipped_at__isnull=False), lambda pair: True, ("skipped_at", "id"), _put_off_later)
_ORDERS = {LIKELY: (_LIKELY, _PUT_OFF), TELLING: (_TELLING, _OTHERS, _PUT_OFF)}
