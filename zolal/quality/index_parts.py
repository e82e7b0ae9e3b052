"""The index of one against all as the database keeps it: in parts, which are added and put together, never changed.

Every process remembers the parts that it has read. A question asks which there are, so it finds what was committed
before it and what its own transaction has written, on any database, whoever wrote it. Parts only ever say too much:
of a record that has changed since or is gone, which is known when its keys are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from zolal.engine.match.index.growing import TOGETHER, size_class
from zolal.engine.match.index.part import Part, united
from zolal.quality.key_rules import fingerprint
from zolal.quality.models import IndexPart
from zolal.quality.snapshots import parts

LARGEST = 1 << 17
"""Records in a part that is not put together with others any more."""

_read: dict[str, dict[int, Part]] = {}
"""By record type what this process has read, by token."""


def standing(record_type: str) -> list[Part]:
    """All parts there are."""
    while True:
        stored = IndexPart.objects.filter(record_type=record_type)
        tokens = list(stored.values_list("token", flat=True))
        known = _read.get(record_type, {})
        missing = [token for token in tokens if token not in known]
        if missing or len(tokens) != len(known):
            fresh = {
                token: Part.from_bytes(bytes(data))
                for token, data in stored.filter(token__in=missing).values_list("token", "data").iterator()
            }
            # As a whole, for other threads are reading.
            known = {token: part for token in tokens if (part := known.get(token) or fresh.get(token))}
            _read[record_type] = known
        # One that was just put together with others is found in their place, on looking again.
        if len(known) == len(tokens):
            return list(known.values())


def add(record_type: str, part: Part) -> None:
    """Write a part down. To be called in the transaction that writes its records."""
    put(record_type, part)
    while _put_together(record_type):
        pass


def put(record_type: str, part: Part, rules: str = "") -> None:
    """The same, without looking whether some can be put together; `rules` where they are not those of today."""
    if len(part):
        IndexPart.objects.create(
            record_type=record_type, records=len(part), data=part.to_bytes(), rules=rules or fingerprint()
        )


def remove(record_type: str, told: Sequence[int]) -> None:
    """Take the parts of these tokens away; others have their place."""
    for some in parts(told):
        IndexPart.objects.filter(record_type=record_type, token__in=some).delete()


def tokens(record_type: str) -> list[int]:
    """What tells the parts there are."""
    return list(IndexPart.objects.filter(record_type=record_type).values_list("token", flat=True))


def outdated(record_type: str) -> bool:
    """Whether some parts were made by other rules than those of today."""
    return IndexPart.objects.filter(record_type=record_type).exclude(rules=fingerprint()).exists()


def forget(record_type: str, ids: Sequence[int]) -> None:
    """Take records out of all parts, so that not even their hashes are left."""
    for stored in IndexPart.objects.filter(record_type=record_type).select_for_update().iterator():
        part = Part.from_bytes(bytes(stored.data))
        rest = part.without(ids)
        if len(rest) < len(part):
            stored.delete()
            put(record_type, rest, stored.rules)


def _put_together(record_type: str) -> bool:
    """Unite `TOGETHER` parts of one size, if there are: so there are few parts, and each record is rewritten rarely."""
    by_size: dict[int, list[int]] = defaultdict(list)
    small = IndexPart.objects.filter(record_type=record_type, records__lt=LARGEST, rules=fingerprint())
    for row_id, records in small.values_list("id", "records"):
        by_size[size_class(records)].append(row_id)
    some = next((ids[:TOGETHER] for _, ids in sorted(by_size.items()) if len(ids) >= TOGETHER), [])
    # Another transaction that puts the same together has them locked, or has already taken them away.
    stored = list(IndexPart.objects.filter(id__in=some).select_for_update(skip_locked=True)) if some else []
    if len(stored) < TOGETHER:
        return False
    put(record_type, united([Part.from_bytes(bytes(one.data)) for one in stored]))
    IndexPart.objects.filter(id__in=some).delete()
    return True
