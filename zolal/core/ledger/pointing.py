"""Rows that point at a record which is taken away, kept with it and put back with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from zolal.core.ledger import images
from zolal.core.ledger.facts import record_types
from zolal.core.models import Change, Record
from zolal.core.relations import pointers

Kept = tuple[str, images.Image]


def take(model: type[Record], ids: Sequence[int]) -> dict[int, list[Kept]]:
    """Take away the rows whose key moves with the record; their images by the record they pointed at."""
    found: dict[int, list[Kept]] = defaultdict(list)
    for pointer in pointers(model):
        if pointer.policy != "move":
            continue
        rows = pointer.field.model._base_manager.filter(**{f"{pointer.field.attname}__in": list(ids)})
        for row in rows:
            found[getattr(row, pointer.field.attname)].append((row._meta.label_lower, images.image(row)))
    # Only now: a row may point at records by two keys, and each of the two keeps it.
    for record_rows in list(found.values()):
        for label, columns in record_rows:
            if row := images.found(label, columns["id"]):
                row.delete()
    return found


def put_back(rows: Iterable[Sequence[Any]]) -> None:
    """Put rows back; one of which another end is missing waits for the return of that."""
    for label, columns in rows:
        row = images.restored(label, columns)
        if images.found(label, row.pk):
            continue
        if absent := images.absent_ends(row):
            _hand_over(absent[0], [label, columns])
        elif images.stands(row):
            row.save_base(raw=True, force_insert=True)


def _hand_over(end: images.End, row: list[Any]) -> None:
    """Keep a row with the record it waits for."""
    model, record_id = end
    names = [name for name, kind in record_types().items() if kind.model is model]
    change = Change.objects.filter(record_type__in=names, record_id=record_id, after__isnull=True).order_by("id").last()
    if change and row not in change.kept["rows"]:
        change.kept["rows"].append(row)
        change.save(update_fields=["kept"])


def pointed_at(
    model: type[Record], ids: Sequence[int], *, apart_from: Collection[tuple[str, Any]] = frozenset()
) -> set[int]:
    """The records that something else points at; `apart_from` names rows (model, key) that do not count.

    Nor does what points from one of them to another.
    """
    found: set[int] = set()
    for pointer in pointers(model):
        if pointer.policy == "fact":
            continue
        name = pointer.field.attname
        rows = pointer.field.model._base_manager.filter(**{f"{name}__in": list(ids)})
        if ours := [pk for label, pk in apart_from if label == pointer.field.model._meta.label_lower]:
            rows = rows.exclude(pk__in=ours)
        if pointer.field.model is model:
            rows = rows.exclude(pk__in=list(ids))
        found.update(rows.values_list(name, flat=True))
    return found
