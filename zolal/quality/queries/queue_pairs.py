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
    waiting = _narrowed(queue, open_pairs(user, queue.record_type), _few(queue))
    return page_of(waiting, user, after=after, size=size)


def count_pairs(*, queue: Queue, user: User) -> tuple[int, bool]:
    """How many, and whether that is exact; where not, there are more."""
    few = _few(queue)
    waiting = _narrowed(queue, open_pairs(user, queue.record_type), few).order_by()
    if queue.whose == "all" or scope_of(user, queue.record_type) == "own" or few is not None:
        many = waiting[: LOOKED_AT + 1].count()
        return min(many, LOOKED_AT), many <= LOOKED_AT
    every = Pair.objects.filter(record_type=queue.record_type, decision=Pair.Decision.OPEN, sampled=False)
    likeliest = every.filter(skipped_at=None).order_by("-probability", "-effect", "id").values("pk")[:LOOKED_AT]
    return waiting.filter(pk__in=likeliest).count(), likeliest.count() < LOOKED_AT


def _narrowed(queue: Queue, pairs: QuerySet[Pair], few: list[int] | None) -> QuerySet[Pair]:
    if queue.whose == "all":
        return pairs
    if few is not None:
        return pairs.filter(Q(first_id__in=few) | Q(second_id__in=few))
    what = "team" if queue.whose == "team" else "owner"
    return pairs.filter(Q(**{f"first_{what}": queue.of}) | Q(**{f"second_{what}": queue.of}))


def _few(queue: Queue) -> list[int] | None:
    """The records of a queue where they are few, else None."""
    if queue.whose == "all":
        return None
    ids = list(_records(queue).values_list("pk", flat=True)[: FEW + 1])
    return ids if len(ids) <= FEW else None


def _records(queue: Queue) -> QuerySet:  # type: ignore[type-arg]
    records = MODELS[queue.record_type].objects.filter(state="active")
    match queue.whose:
        case "nobody":
            return records.filter(owner=None)
        case "team":
            return records.filter(team=queue.of)
    return records.filter(owner=queue.of)
