"""Rows that point at an absorbed record go along to the one that is kept, and come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zolal.core.ledger import record_type as kind_of
from zolal.core.relations import Pointer, pointers
from zolal.people.models import Relation
from zolal.quality.models import Merge

Moved = list[list[Any]]
"""[[app.model.field, [ids]]]"""

_NAMES: dict[str, str | Promise] = {
    "people.relation": _("Relations"),
    "people.person": _("People"),
    "activities.activity": _("Activities"),
    "activities.signal": _("Signals"),
    "sales.deal": _("Deals"),
    "sales.dealcontact": _("Deals they take part in"),
}

Key = models.ForeignKey[models.Model, models.Model]


def carry(merge: Merge) -> None:
    """Point what points at the absorbed record at the kept one, and note it in `merge.moved`.

    A row that would double one of the kept record's, or tie the record to itself, stays as it is.
    """
    for pointer in movable(merge.record_type):
        rows = _pointing(pointer.field, merge.absorb_id)
        mirrored = [row.pk for row in rows if _is_mirrored(pointer.field, row, merge.keep_id)]
        carried = _repoint(pointer.field, rows.exclude(pk__in=mirrored), merge.keep_id)
        note(merge, pointer.label, carried)
        _tell(pointer, merge, carried)


def give_back(merge: Merge) -> None:
    """Point at the absorbed record again what came from it, unless somebody has pointed it elsewhere since.

    What later merges have carried on has to be given back by them first.
    """
    known = {pointer.label: pointer for pointer in movable(merge.record_type)}
    for label, ids in merge.moved:
        # Pairs have no key, and an app may not be installed any more.
        if pointer := known.get(label):
            rows = _pointing(pointer.field, merge.keep_id).filter(pk__in=ids)
            _tell(pointer, merge, _repoint(pointer.field, rows, merge.absorb_id))


def _tell(pointer: Pointer, merge: Merge, rows: Sequence[int]) -> None:
    if rows and pointer.carried:
        pointer.carried([merge.keep_id, merge.absorb_id])


def movable(record_type: str) -> list[Pointer]:
    return [pointer for pointer in pointers(kind_of(record_type).model) if pointer.policy in {"move", "stay"}]


def moving(record_type: str, record_id: int) -> dict[str, int]:
    """What a merge would carry: name of the rows → how many."""
    found: dict[str, int] = {}
    for pointer in pointers(kind_of(record_type).model):
        if is_told(pointer) and (count := _pointing(pointer.field, record_id).count()):
            name = name_of(pointer)
            found[name] = found.get(name, 0) + count
    return found


def is_told(pointer: Pointer) -> bool:
    """Whether somebody who merges is told of such rows."""
    return pointer.policy != "fact" and pointer.field.name != "absorbed_into"


def name_of(pointer: Pointer) -> str:
    """What rows that point at a record are called."""
    meta = pointer.field.model._meta
    return str(_NAMES.get(meta.label_lower, meta.verbose_name_plural))


def note(merge: Merge, label: str, ids: Iterable[int]) -> None:
    """Add rows to what a merge has moved."""
    known = {name: list(rows) for name, rows in merge.moved}
    if fresh := [pk for pk in ids if pk not in known.get(label, [])]:
        known[label] = [*known.get(label, []), *fresh]
        merge.moved = [[name, rows] for name, rows in sorted(known.items())]


def _pointing(field: Key, record_id: int) -> models.QuerySet[models.Model]:
    return field.model._base_manager.filter(**{field.attname: record_id}).order_by("pk")


def _repoint(field: Key, rows: models.QuerySet[models.Model], target: int) -> list[int]:
    """Those of the rows that could be pointed at the target."""
    uniques = _uniques(field)
    beside = list(_pointing(field, target))
    taken = {(names, _values(row, names)) for names in uniques for row in beside}
    ids = []
    for row in rows:
        keys = {(names, _values(row, names)) for names in uniques}
        if keys & taken or target in _others(field, row):
            continue
        taken |= keys
        ids.append(row.pk)
    field.model._base_manager.filter(pk__in=ids).update(**{field.attname: target})
    return ids


def _is_mirrored(field: Key, row: models.Model, target: int) -> bool:
    """Whether a relation without direction would say what another one says the other way round."""
    if not isinstance(row, Relation) or not row.kind.symmetric:
        return False
    ends = {
        "person": row.person_id,
        "company": row.company_id,
        "other": row.other_id,
        "other_company": row.other_company_id,
    }
    ends[field.name] = target
    mirrored = {
        "person": ends["other"], "company": ends["other_company"], "other": ends["person"],
        "other_company": ends["company"], "kind": row.kind_id, "since": row.since,
    }  # fmt: skip
    return Relation.objects.filter(**mirrored).exclude(pk=row.pk).exists()


def _values(row: models.Model, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _others(field: Key, row: models.Model) -> set[int]:
    """What the row's other keys to the same kind of record point at."""
    model = field.model._meta
    keys = [one for one in model.concrete_fields if one.related_model is field.related_model and one is not field]
    return {getattr(row, one.attname) for one in keys}


def _uniques(field: Key) -> list[tuple[str, ...]]:
    """The other columns of every unique constraint with this key."""
    meta = field.model._meta
    groups = [tuple(one.fields) for one in meta.constraints if isinstance(one, models.UniqueConstraint)]
    groups += [tuple(names) for names in meta.unique_together]
    groups += [(field.name,)] if field.unique else []
    return [
        tuple(meta.get_field(name).attname for name in names if name != field.name)
        for names in groups
        if field.name in names
    ]
