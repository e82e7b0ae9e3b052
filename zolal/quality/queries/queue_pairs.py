"""Likely duplicates in a queue: those of which one side is somebody's.

Of somebody with few records the pairs are found by their records; of somebody with many, by looking through the pairs,
of which a good part is theirs: each says whose its records are. Who sees their own records only has an index of theirs.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from zolal.accounts.models import User
from zolal.accounts.visibility import scope_of
from zolal.people.queries.records import MODELS
from zolal.quality.models import Pair
from zolal.quality.queries.pairs import PairPage, open_pairs, page_of
from zolal.quality.queries.queue import Queue

FEW = 2_000
"""So many records, at most, are looked up one by one."""
LOOKED_AT = 1_000
"""So many of the likeliest pairs are looked through to count somebody's."""


def pairs_in(*, queue: Queue, user: User, after: str = "", size: int = 50) -> PairPage:
    """Open pairs of the queue, most likely first. A cursor that makes no sense begins at the beginning."""
    return page_of(_narrowed(queue, open_pairs(user, queue.record_type)), user, after=after, size=size)


def count_pairs(*, queue: Queue, user: User) -> tuple[int, bool]:
    """How many, and whether that is exact; where not, there are more."""
    waiting = _narrowed(queue, open_pairs(user, queue.record_type))
    if queue.whose == "all" or scope_of(user, queue.record_type) == "own" or len(_ids(queue)) <= FEW:
        many = waiting.order_by()[: LOOKED_AT + 1].count()
        return min(many, LOOKED_AT), many <= LOOKED_AT
    every = Pair.objects.filter(record_type=queue.record_type, decision=Pair.Decision.OPEN, sampled=False)
    likeliest = every.filter(skipped_at=None).order_by("-probability", "-effect", "id")
    looked = list(likeliest.values_list("pk", flat=True)[:LOOKED_AT])
    return waiting.filter(pk__in=looked).count(), len(looked) < LOOKED_AT


def _narrowed(queue: Queue, pairs: QuerySet[Pair]) -> QuerySet[Pair]:
    if queue.whose == "all":
        return pairs
    ids = _ids(queue)
    if len(ids) <= FEW:
        return pairs.filter(Q(first_id__in=ids) | Q(second_id__in=ids))
    what = "team" if queue.whose == "team" else "owner"
    return pairs.filter(Q(**{f"first_{what}": queue.of}) | Q(**{f"second_{what}": queue.of}))


def _records(queue: Queue) -> QuerySet:  # type: ignore[type-arg]
    records = MODELS[queue.record_type].objects.filter(state="active")
    match queue.whose:
        case "nobody":
            return records.filter(owner=None)
        case "team":
            return records.filter(team=queue.of)
    return records.filter(owner=queue.of)


def _ids(queue: Queue) -> list[int]:
    """The records of a queue, one more than `FEW` at most."""
    return list(_records(queue).values_list("pk", flat=True)[: FEW + 1])
