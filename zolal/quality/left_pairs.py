"""Open pairs that a write takes away are kept, and come back as they were when what they were found by is so again.

A record is archived, removed or edited, and that is taken back: what only the search of everybody finds would be gone
until the next one, with its lot, its evidence and that somebody had put it off.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from zlib import crc32

from django.db.models import Q

from zolal.core import bulk
from zolal.core.bulk import among
from zolal.core.ledger import Written, images
from zolal.quality import whose_pairs
from zolal.quality.models import LeftPair, MatchKeys, Pair
from zolal.quality.snapshots import parts

Couple = tuple[int, int]
Compared = Mapping[int, int]
"""What active records are compared by, as a number."""

_LABEL = "quality.pair"


def compared_before(written: Written, ids: Collection[int]) -> Compared:
    """What written records were compared by, as long as the index does not know of the write.

    Nothing of what an import commits, which was not there; nor of a merge and its undo, which carry pairs themselves.
    """
    is_new = written.action.kind == "import.commit"
    is_merge = "merge" in (written.action.kind, written.action.about.get("kind"))
    return {} if is_new or is_merge else compared_by(written.record_type, ids)


def compared_by(record_type: str, ids: Iterable[int]) -> dict[int, int]:
    """What those of the records that are active are compared by now."""
    found: dict[int, int] = {}
    for part in parts(sorted(ids)):
        rows = MatchKeys.objects.filter(among("record_id", part), record_type=record_type)
        found.update((record_id, crc32(keys.encode())) for record_id, keys in rows.values_list("record_id", "keys"))
    return found


def take(record_type: str, ids: Sequence[int], before: Compared) -> None:
    """Take these pairs (by the ids of their rows) away; `before` is what the written records were compared by.

    Those of which that is not known for both are not kept.
    """
    for part in parts(ids):
        pairs = list(Pair.objects.filter(pk__in=part)) if before else []
        others = compared_by(record_type, {*_ends(pairs)} - before.keys())
        keys = {**others, **before}
        LeftPair.objects.bulk_create(
            [
                LeftPair(
                    record_type=record_type,
                    first_id=pair.first_id,
                    second_id=pair.second_id,
                    first_keys=keys[pair.first_id],
                    second_keys=keys[pair.second_id],
                    pair=images.image(pair),
                )
                for pair in pairs
                if pair.first_id in keys and pair.second_id in keys
            ],
            update_conflicts=True,
            unique_fields=["record_type", "first_id", "second_id"],
            update_fields=["first_keys", "second_keys", "pair"],
        )
        Pair.objects.filter(pk__in=part).delete()


def give_back(record_type: str, ids: Collection[int]) -> set[Couple]:
    """The pairs of these records of which both are compared by what they were then; what is decided stays as it is."""
    found: set[Couple] = set()
    for part in parts(sorted(ids)):
        known = list(LeftPair.objects.filter(_with(part), record_type=record_type))
        now = compared_by(record_type, _ends(known))
        back = [one for one in known if (now.get(one.first_id), now.get(one.second_id)) == _keys(one)]
        if back:
            LeftPair.objects.filter(pk__in=[one.pk for one in back]).delete()
            found |= _put_back(record_type, back)
    return found


def forget(record_type: str, ids: Sequence[int]) -> None:
    """Leave no trace of erased records."""
    for part in parts(ids):
        LeftPair.objects.filter(_with(part), record_type=record_type).delete()


def _put_back(record_type: str, back: Sequence[LeftPair]) -> set[Couple]:
    wanted = {(one.first_id, one.second_id): one for one in back}
    ends = _ends(back)
    there = Pair.objects.filter(_with(ends), record_type=record_type)
    decided = {*there.exclude(decision=Pair.Decision.OPEN).values_list("first_id", "second_id")}
    found = there.filter(decision=Pair.Decision.OPEN).values_list("pk", "first_id", "second_id")
    Pair.objects.filter(pk__in=[pk for pk, *couple in found if tuple(couple) in wanted]).delete()
    pairs = [images.restored(_LABEL, one.pair) for couple, one in wanted.items() if couple not in decided]
    known = whose_pairs.whose(record_type, ends)
    for pair in pairs:
        whose_pairs.tell(pair, known)
    columns = [field.attname for field in Pair._meta.concrete_fields]
    bulk.insert(Pair, columns, [[getattr(pair, name) for name in columns] for pair in pairs])
    return wanted.keys() - decided


def _keys(one: LeftPair) -> tuple[int, int]:
    return one.first_keys, one.second_keys


def _with(ids: Sequence[int]) -> Q:
    return among("first_id", ids) | among("second_id", ids)


def _ends(pairs: Sequence[Pair] | Sequence[LeftPair]) -> list[int]:
    return sorted({end for pair in pairs for end in (pair.first_id, pair.second_id)})
