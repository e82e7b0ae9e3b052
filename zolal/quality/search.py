"""What the search of the whole database for duplicates found: kept in one piece, then written down chunk by chunk."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from zolal.core import bulk
from zolal.core.settings import setting
from zolal.people.queries.records import MODELS
from zolal.quality.assess import rescore
from zolal.quality.duplicates import Couple, add, pairs_with
from zolal.quality.matching import Evidence
from zolal.quality.models import Pair
from zolal.quality.snapshots import parts

CHUNK = 1_000

Found = list[tuple[int, int, float, Evidence]]
"""Lower id, higher id, probability and evidence of pairs, in order."""
Checkpoint = Mapping[str, Any]
"""{"started": when the search began, "written": how many pairs, "looked": the last older pair}"""


def packed(pairs: Iterable[tuple[Couple, float, Evidence]]) -> bytes:
    """All pairs, small enough for one row of the database."""
    return zlib.compress(orjson.dumps(sorted([first, second, p, said] for (first, second), p, said in pairs)), 1)


def unpacked(data: bytes | memoryview | None) -> Found:
    """What `packed` packed; of a search that was written down already, nothing."""
    return orjson.loads(zlib.decompress(bytes(data))) if data else []


def unwritten(found: Found, checkpoint: Checkpoint) -> Iterator[slice]:
    """The chunks of the pairs that are still to be written."""
    for start in range(int(checkpoint.get("written", 0)), len(found), CHUNK):
        yield slice(start, min(start + CHUNK, len(found)))


def write(record_type: str, found: Found, part: slice) -> None:
    """Open pairs as they are found now; decided ones stay as they are, records that have gone meanwhile are left."""
    wanted = {(first, second): (p, said) for first, second, p, said in found[part]}
    ends = sorted({end for couple in wanted for end in couple})
    active = set(MODELS[record_type].objects.filter(id__in=ends, state="active").values_list("id", flat=True))
    kept = {pair.couple: pair for pair in pairs_with(record_type, ends)}
    here = {couple: said for couple, said in wanted.items() if active.issuperset(couple)}
    known = [(kept[couple], said) for couple, said in here.items() if couple in kept]
    ask = setting("match.ask")
    again = [(pair.id, *said, said[0] < ask) for pair, said in known if pair.is_open and pair.probability != said[0]]
    bulk.update(Pair, ("probability", "evidence", "sampled"), again)
    add(record_type, {couple: said for couple, said in here.items() if couple not in kept})
    rescore(record_type, ends)


def outdated(record_type: str, found: Found, checkpoint: Checkpoint) -> Iterator[Sequence[tuple[int, int, int]]]:
    """Open pairs from before the search that are not likely any more, some at a time: (id, first, second)."""
    likely = {(first, second) for first, second, _, _ in found}
    after = int(checkpoint.get("looked", 0))
    started = datetime.fromisoformat(checkpoint["started"])
    pairs = Pair.objects.filter(record_type=record_type, decision=Pair.Decision.OPEN, created_at__lt=started)
    while part := list(pairs.filter(id__gt=after).order_by("id").values_list("id", "first_id", "second_id")[:CHUNK]):
        after = part[-1][0]
        if gone := [pair for pair in part if pair[1:] not in likely]:
            yield gone


def remove(record_type: str, pairs: Sequence[tuple[int, int, int]]) -> None:
    """Take open pairs away, and what they cost their records."""
    for part in parts([pair for pair, _, _ in pairs]):
        Pair.objects.filter(id__in=part).delete()
    rescore(record_type, sorted({end for _, *couple in pairs for end in couple}))
