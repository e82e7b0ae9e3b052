"""Parts of long lists: no list is counted to its end, and only the rows of a page are read whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)

COUNTED = 10_000
"""Up to so many rows a list is counted."""
_LAST = 1_000_000
"""No page is asked for beyond this one."""


@dataclass(frozen=True, slots=True)
class Part(Generic[M]):
    """A page of a list. `next` and `previous` are numbers of pages, 0 for none; `count` is of the whole list, which may
    be longer where it is not exact."""

    rows: list[M]
    number: int
    next: int
    previous: int
    count: int
    is_exact: bool

    def __iter__(self) -> Iterator[M]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def part(found: QuerySet[M], loaded: QuerySet[M], number: object = 1, size: int = 50) -> Part[M]:
    """A page of what was found, in its order, each row as in `loaded`; what is no number is the first page."""
    text = str(number or "")
    page = min(int(text), _LAST) if text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) else 1
    start = (page - 1) * size
    # Their order is found by keys alone, which an index may hold; the rows themselves are wide.
    ids = list(found.values_list("pk", flat=True)[start : start + size + 1])
    known = loaded.in_bulk(ids[:size])
    count, is_exact = counted(found)
    return Part(
        rows=[known[pk] for pk in ids[:size] if pk in known],
        number=page,
        next=page + 1 if len(ids) > size else 0,
        previous=page - 1,
        count=count,
        is_exact=is_exact,
    )


def counted(found: QuerySet[M]) -> tuple[int, bool]:
    """How many there are, up to a limit; whether these are all."""
    count = found.order_by().values("pk")[: COUNTED + 1].count()
    return min(count, COUNTED), count <= COUNTED
