"""The index built anew: where records came in by another way than the ledger, where it says too much by now, or where
keys are made by other rules than when it was written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Sum

from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.people.queries.records import MODELS
from zolal.quality import index, index_parts
from zolal.quality.models import IndexPart, MatchKeys
from zolal.quality.snapshots import keys_of_snapshots, snapshots

WORN = 1.5
"""So many times the records on file the index may hold before it is built anew."""
FEW = 1_000
"""So many records more than that do no harm."""
AT_ONCE = 2_000

Progress = Callable[[int], None]
"""Called with how many records were done, inside a transaction."""


def is_worn(record_type: str) -> bool:
    """Whether the index holds far too much, or too little."""
    held = IndexPart.objects.filter(record_type=record_type).aggregate(all=Sum("records"))["all"] or 0
    on_file = MatchKeys.objects.filter(record_type=record_type).count()
    worn = held < on_file or held > WORN * on_file + FEW or _unread(record_type).exists()
    return worn or index_parts.outdated(record_type)


def rebuild(record_type: str, progress: Progress = lambda done: None) -> int:
    """Write all parts anew; how many records they hold.

    Who writes meanwhile adds parts that stay. What is broken off leaves nothing behind but parts that say too much.
    """
    before = index_parts.tokens(record_type)
    if index_parts.outdated(record_type):
        _read(record_type, _active(record_type), progress)
    read_unread(record_type, progress)
    done = 0
    for ids, frame in index.frames(record_type, index_parts.LARGEST):
        with transaction.atomic():
            index_parts.put(record_type, index.part_of(ids, frame))
            done += len(ids)
            progress(done)
    with transaction.atomic():
        index_parts.remove(record_type, before)
    return done


def read_unread(record_type: str, progress: Progress = lambda done: None) -> None:
    """Note what matching compares of active records of which it was never noted."""
    _read(record_type, _unread(record_type), progress)


def _read(record_type: str, records: QuerySet[Person] | QuerySet[Company], progress: Progress) -> None:
    done = after = 0
    while True:
        with transaction.atomic():
            some = records.filter(id__gt=after).select_for_update(of=("self",)).order_by("id")
            ids = list(some.values_list("id", flat=True)[:AT_ONCE])
            if not ids:
                return
            found = snapshots(record_type, ids)
            keys = keys_of_snapshots(record_type, found)
            index.note(record_type, {one.id: said for one, said in zip(found, keys, strict=True)})
            done, after = done + len(ids), ids[-1]
            progress(done)


def reread(record_type: str, ids: Sequence[int]) -> None:
    """Note and index anew what matching compares of active records, though nothing was written to themselves."""
    found = [one for one in snapshots(record_type, ids) if one.is_active]
    keys = keys_of_snapshots(record_type, found)
    index.keep(record_type, dict(zip((one.id for one in found), index.indexed(record_type, keys), strict=True)))


def _unread(record_type: str) -> QuerySet[Person] | QuerySet[Company]:
    noted = MatchKeys.objects.filter(record_type=record_type, record_id=OuterRef("id"))
    return _active(record_type).filter(~Exists(noted))


def _active(record_type: str) -> QuerySet[Person] | QuerySet[Company]:
    return MODELS[record_type].objects.filter(state=Record.State.ACTIVE)
