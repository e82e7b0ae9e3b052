"""Records drawn by lot."""

from __future__ import annotations

from random import Random

from django.db.models import Max, Min, QuerySet

from zolal.people.models import Company, Person

ROUNDS = 8


def drawn_ids(records: QuerySet[Person] | QuerySet[Company], size: int, *, seed: int) -> list[int]:
    """About so many ids of the records, all where there are not more; every id has the same chance.

    Not the whole table is read: numbers are drawn between the first and the last id, and those that are records of
    these are taken. The same seed draws the same of the same records.
    """
    bare = records.order_by()
    ends = bare.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return []
    few = list(bare.values_list("pk", flat=True)[: 4 * size])
    chance = Random(seed)
    if len(few) < 4 * size:
        return sorted(chance.sample(few, min(size, len(few))))
    found: dict[int, None] = {}
    for _round in range(ROUNDS):
        tried = dict.fromkeys(chance.randint(ends["first"], ends["last"]) for _try in range(4 * size))
        there = set(bare.filter(pk__in=list(tried)).values_list("pk", flat=True))
        found |= dict.fromkeys(one for one in tried if one in there)
        if len(found) >= size:
            break
    return sorted([*found][:size])
