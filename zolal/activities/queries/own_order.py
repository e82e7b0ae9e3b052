"""Pages of activities in the order of a field of one's own: few are sorted here, of many its index is walked."""

from __future__ import annotations

from contextlib import suppress

from django.db.models import QuerySet

from zolal.activities.models import Activity
from zolal.people.queries.order import order_of
from zolal.people.queries.own_filters import along_own
from zolal.people.queries.wish import BadWish

MOST_SORTED = 10_000
"""So many are read and sorted, where there may be few of them among the many that have a value."""


def in_order_of_own(
    matching: QuerySet[Activity], sort: str, *, after: str, size: int, plain: bool
) -> tuple[list[int], str]:
    """The ids of a page and the place where the next one begins, "" at the end; what has no value comes last.

    `matching` has no order; `plain` says that nearly all there are match. A place that makes no sense is the beginning.
    """
    order, place = order_of("activity", sort), None
    assert order.own is not None
    with suppress(BadWish):
        place = order.place(after) if after else None
    rows = None
    if not plain:
        read = list(order.own.given(matching).values_list(*order.columns, "pk")[: MOST_SORTED + 1])
        rows = order.after(read, place, backward=False) if len(read) <= MOST_SORTED else None
    if rows is None:
        rows = along_own(matching, order, order.own, place, backward=False, limit=size + 1)
    return [row[-1] for row in rows[:size]], order.written(rows[size - 1]) if len(rows) > size else ""
