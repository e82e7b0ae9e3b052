"""Rows of a file whose addresses are on the suppression list: they go in, and their addresses stay on it."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.activities.suppressed import Keys, points_in, readable_closed
from zolal.capture.models import Import, ImportRow
from zolal.core import bulk


def with_closed(rows: Sequence[Keys]) -> list[bool]:
    """Of each row, by its keys, whether it holds such an address."""
    points = [set(points_in(keys)) for keys in rows]
    closed = readable_closed({point for of_one in points for point in of_one})
    return [not closed.isdisjoint(of_one) for of_one in points]


def look_again(import_: Import, *, after: int, last: int) -> None:
    """Notice it anew of the rows after a number: the import itself has put addresses on the list."""
    rows = import_.all_rows.filter(number__gt=after, number__lte=last)
    told = list(rows.order_by("number").values_list("pk", "keys", "suppressed"))
    now = with_closed([keys for _pk, keys, _before in told])
    changed = [[pk, is_closed] for (pk, _keys, before), is_closed in zip(told, now, strict=True) if is_closed != before]
    bulk.update(ImportRow, ["suppressed"], changed)


def count_suppressed(import_: Import) -> int:
    """How many rows hold such an address."""
    return import_.all_rows.filter(suppressed=True).count()
