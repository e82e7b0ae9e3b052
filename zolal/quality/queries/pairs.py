"""The queue of likely duplicates."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet

from zolal.accounts.models import User
from zolal.accounts.visibility import sight_of
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import mask_records
from zolal.people.queries.records import visible_records
from zolal.quality.audit import audit
from zolal.quality.models import Pair
from zolal.quality.queries.evidence import as_seen, in_words
from zolal.quality.queries.pair_order import LIKELY, onwards

Customer = Person | Company

COUNTED_UP_TO = 10_000
BY_LOT = 5
"""One in so many pairs that somebody is led to is drawn by lot, …"""
LONG = 100
"""… where more than so many wait: a shorter queue is gone through anyway."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A pair of which the user sees both sides, with the evidence and the probability as the user sees them.

    `because` says what speaks for it and against it, in a sentence.
    """

    pair: Pair
    first: Customer
    second: Customer

    @property
    def because(self) -> str:
        return in_words(self.pair.record_type, self.pair.evidence, self.pair.probability)


@dataclass(frozen=True, slots=True)
class PairPage:
    """A page of the queue; `total` counts up to 10,000."""

    pairs: Sequence[Seen]
    next: str
    total: int


def queue(*, user: User, record_type: str, order: str = LIKELY, after: str = "", size: int = 50) -> PairPage:
    """Open pairs of which the user sees both sides. A cursor that makes no sense begins at the beginning."""
    waiting = open_pairs(user, record_type)
    total = waiting.order_by()[: COUNTED_UP_TO + 1].count()
    return replace(page_of(waiting, user, order=order, after=after, size=size), total=min(total, COUNTED_UP_TO))


def page_of(waiting: QuerySet[Pair], user: User, *, order: str = LIKELY, after: str = "", size: int = 50) -> PairPage:
    """A page of these pairs, not counted."""
    rows: list[Pair] = []
    for pairs in onwards(waiting, order, _place(after)):
        rows += pairs[: size + 1 - len(rows)]
        if len(rows) > size:
            break
    shown = rows[:size]
    return PairPage(with_sides(user, shown), str(shown[-1].uid) if len(rows) > size else "", 0)


def next_pair(*, user: User, after: Pair, order: str = LIKELY) -> Pair | None:
    """The open pair to look at next, or the queue's first; None where it is empty.

    In a long queue one in five is drawn by lot, and nobody can tell which: it measures how right matching is. After a
    short one those come that are asked about for nothing else.
    """
    waiting = open_pairs(user, after.record_type).exclude(pk=after.pk)
    is_turn = after.uid.int % BY_LOT == 0 and waiting.order_by()[: LONG + 1].count() > LONG
    if is_turn and (drawn := _drawn(user, after)):
        return drawn
    fresh = waiting.filter(skipped_at=None)
    for pairs in (*onwards(fresh, order, after), *onwards(waiting, order, None)):
        if found := pairs.first():
            return found
    return _drawn(user, after)


def open_pairs(user: User, record_type: str) -> QuerySet[Pair]:
    """The pairs that await a decision, without those that are only asked about to measure how many are overlooked."""
    return visible_pairs(user, record_type).filter(decision=Pair.Decision.OPEN, sampled=False)


def _drawn(user: User, after: Pair) -> Pair | None:
    ids = audit(after.record_type).to_ask
    waiting = visible_pairs(user, after.record_type).filter(id__in=ids, skipped_at=None).exclude(pk=after.pk)
    return waiting.order_by("lot").first()


def visible_pair(*, user: User, uid: UUID) -> Seen:
    """One pair with both records. Raises `Pair.DoesNotExist` also where the user does not see one of them."""
    pair = Pair.objects.get(uid=uid)
    seen = with_sides(user, [pair])
    if not seen:
        raise Pair.DoesNotExist
    return seen[0]


def visible_pairs(user: User, record_type: str) -> QuerySet[Pair]:
    """All pairs of which the user sees both sides."""
    pairs = Pair.objects.filter(record_type=record_type)
    sight = sight_of(user, record_type)
    if sight is None:
        return pairs
    if not sight.owners:
        return pairs.none()
    sides = (
        sight.condition(owner=f"{side}_owner", team=f"{side}_team", record=f"{side}_id") for side in ("first", "second")
    )
    return pairs.filter(*sides)


def _place(after: str) -> Pair | None:
    try:
        return Pair.objects.filter(uid=UUID(after)).first()
    except ValueError:
        return None


def with_sides(user: User, pairs: Sequence[Pair]) -> list[Seen]:
    """The pairs with both records; those of which the user sees only one are left out."""
    records: dict[tuple[str, int], Customer] = {}
    for record_type in {pair.record_type for pair in pairs}:
        ids = {end for pair in pairs if pair.record_type == record_type for end in (pair.first_id, pair.second_id)}
        rows = visible_records(user, record_type).filter(pk__in=ids).prefetch_related("contact_points")
        found = mask_records(user, record_type, list(rows))
        records.update(((record_type, record.pk), record) for record in found)
    seen = []
    for pair in pairs:
        first = records.get((pair.record_type, pair.first_id))
        second = records.get((pair.record_type, pair.second_id))
        if first and second:
            shown = copy(pair)
            shown.evidence, shown.probability = as_seen(user, pair.record_type, pair.evidence, pair.probability)
            seen.append(Seen(shown, first, second))
    return seen
