"""What was decided about the issues of a record goes along with it, and comes back."""

from __future__ import annotations

from zolal.quality.merging.carry import note
from zolal.quality.models import Handling, Merge
from zolal.quality.snapshots import Snapshot, snapshots

LABEL = "quality.handling"


def carry_handlings(merge: Merge) -> bool:
    """Decisions about the absorbed record's issues hold for the kept one; whether there were any."""
    rows = Handling.objects.filter(record_type=merge.record_type, record_id=merge.absorb_id)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.update(record_id=merge.keep_id)
    note(merge, LABEL, ids)
    return bool(ids)


def give_back_handlings(merge: Merge) -> None:
    """Those that came from the absorbed record are its own again."""
    ids = [pk for label, rows in merge.moved if label == LABEL for pk in rows]
    rows = Handling.objects.filter(record_type=merge.record_type, record_id=merge.keep_id, pk__in=ids)
    rows.update(record_id=merge.absorb_id)


def part_handlings(merge: Merge, kept: int) -> bool:
    """What was decided since about a text that only the restored record has goes along with it; whether there was any.

    `kept` is the record that had both meanwhile. To be called when the facts of the two are parted.
    """
    sides = {one.id: one for one in snapshots(merge.record_type, [kept, merge.absorb_id])}
    if len(sides) < 2:
        return False
    since = Handling.objects.filter(record_type=merge.record_type, record_id=kept, action__gt=merge.action_id)
    theirs = [
        pk
        for pk, *key in since.values_list("pk", "fact", "code", "raw")
        if _has(sides[merge.absorb_id], *key) and not _has(sides[kept], *key)
    ]
    return bool(Handling.objects.filter(pk__in=theirs).update(record_id=merge.absorb_id))


def _has(one: Snapshot, *key: str) -> bool:
    fact, code, raw = key
    return any((fault["code"], fault.get("raw", "")) == (code, raw) for fault in one.faults.get(fact, ()))
