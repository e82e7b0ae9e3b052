"""Lists of people and companies that stay instant at a million rows: filter, search, sort, a page by keyset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.people.queries.candidates import ENOUGH, Candidates
from zolal.people.queries.columns import fill
from zolal.people.queries.conditions import condition
from zolal.people.queries.facts import know_facts
from zolal.people.queries.permitted import mask_records, withheld
from zolal.people.queries.records import MODELS
from zolal.people.queries.wish import SORTS, BadWish, Filter, Wish
from zolal.people.queries.withholding import order_for

__all__ = [
    "SORTS",
    "BadWish",
    "Filter",
    "Page",
    "Wish",
    "changed_last",
    "fulfilling",
    "in_order",
    "loaded",
    "loaded_one",
    "matching",
    "matching_ids",
    "page",
    "total",
]

T = TypeVar("T", Person, Company)

_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list.

    `total` is exact up to 10,000, or up to 1,000 where counting would take longer than the page; beyond it is "more
    than" that (`total_is_exact`).
    """

    records: Sequence[Person] | Sequence[Company]
    next: str
    previous: str
    total: int
    total_is_exact: bool


def page(*, user: User, wish: Wish, size: int = 50) -> Page:
    """The page, with contact points, tags, company, owner and category loaded (constant number of queries).

    Raises `BadWish`.
    """
    order = order_for(user, wish)
    backward = bool(wish.before) and not wish.after
    place = order.place(wish.after or wish.before) if wish.after or wish.before else None
    candidates = Candidates(user, wish)
    rows = candidates.rows(order, place, backward=backward, limit=size + 1)
    more, rows = len(rows) > size, rows[:size]
    if backward:
        rows.reverse()
    first, last = (order.written(rows[0]), order.written(rows[-1])) if rows else ("", "")
    counted, exact = candidates.total(ENOUGH)
    return Page(
        records=loaded(wish.record_type, [row[-1] for row in rows], wish.columns, user=user),
        next=last if (more or backward) else "",
        previous=first if (more if backward else place is not None) else "",
        total=counted,
        total_is_exact=exact,
    )


def changed_last(*, user: User, size: int) -> list[tuple[str, Person | Company]]:
    """The records that were changed last, with their type, loaded as those of a page."""
    found: list[tuple[Any, str, int]] = []
    for name in MODELS:
        wish = Wish(name, sort="-updated_at")
        rows = Candidates(user, wish).rows(order_for(user, wish), None, backward=False, limit=size)
        found += [(row[0], name, row[-1]) for row in rows]
    newest = sorted(found, key=lambda one: one[0], reverse=True)[:size]
    ids = {name: [pk for _at, of, pk in newest if of == name] for name in MODELS}
    records = {
        (name, record.pk): record for name in MODELS if ids[name] for record in loaded(name, ids[name], user=user)
    }
    return [(name, records[name, pk]) for _at, name, pk in newest if (name, pk) in records]


def total(*, user: User, wish: Wish) -> tuple[int, bool]:
    """How many records a list has, and whether that is exact (beyond 10,000 it is "more than"). Raises `BadWish`."""
    return Candidates(user, wish).total()


def matching(*, user: User, wish: Wish, what: str = "see") -> QuerySet[Person] | QuerySet[Company]:
    """All records of a list that stand for themselves, in no order; with `what` those within that reach.

    Raises `BadWish`.
    """
    return Candidates(user, wish, what=what).matching().exclude(state=Record.State.ABSORBED)


def fulfilling(records: QuerySet[T], *, wish: Wish, user: User) -> QuerySet[T]:
    """Those of the records that fulfil all conditions of a list, but for state, search and sight. Raises `BadWish`."""
    for wanted in wish.filters:
        if wanted.field != "state":
            records = records.filter(condition(wish.record_type, wanted, user, row_by_row=True))
    return records


def matching_ids(*, user: User, wish: Wish, what: str = "see") -> list[int]:
    """All ids of a list, for a bulk action on "all that match"; with `what` those within that reach.

    Raises `BadWish`.
    """
    return list(Candidates(user, wish, what=what).matching().values_list("pk", flat=True))


def in_order(*, user: User, wish: Wish, what: str = "see") -> Iterator[list[Person] | list[Company]]:
    """The whole list in its order, loaded as a page is, some thousand records at a time; with `what` within that reach.

    Raises `BadWish`.
    """
    order, matching = order_for(user, wish), Candidates(user, wish, what=what).matching()
    if order.own:
        matching = order.own.given(matching)
    ids: list[int] = []
    for narrowed, columns in order.stretches():
        ids += matching.filter(narrowed).order_by(*order.by(columns)).values_list("pk", flat=True)
    for start in range(0, len(ids), _CHUNK):
        yield loaded(wish.record_type, ids[start : start + _CHUNK], wish.columns, user=user)


def loaded(
    record_type: str, ids: Sequence[int], columns: Sequence[str] = (), *, user: User
) -> list[Person] | list[Company]:
    """Records by id in this order, as the user sees them; of columns that were added, those asked for."""
    rows: QuerySet[Person] | QuerySet[Company] = MODELS[record_type].objects.filter(pk__in=ids)
    found = {record.pk: record for record in _with_beside(record_type, rows)}
    records = [found[record_id] for record_id in ids if record_id in found]
    fill(record_type, records, columns, withheld(user, record_type))
    return mask_records(user, record_type, records)


def loaded_one(user: User, record_type: str, uid: UUID) -> Person | Company:
    """One record as a page of a list has it, which knows its facts besides; raises the model's `DoesNotExist` also for
    what the user may not see."""
    found = _with_beside(record_type, visible(MODELS[record_type].objects.all(), user)).get(uid=uid)
    know_facts(found)
    return mask_records(user, record_type, [found])[0]


def _with_beside(record_type: str, rows: QuerySet[T]) -> QuerySet[T]:
    beside = ["score", "owner", "team", "category", "source", *(["company"] if record_type == "person" else [])]
    return rows.select_related(*beside).prefetch_related("contact_points", "taggings__tag")
