"""Values of which every record needs its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from zolal.core.ledger import Facts
from zolal.core.models import Record
from zolal.people.fields import Field, Shape, fields_of, is_own
from zolal.people.models import OwnValue
from zolal.people.own.index import entries_of, number_of
from zolal.people.queries.records import MODELS


def unique_fields(record_type: str, facts: Collection[str]) -> list[Field]:
    """Those of the facts that must be unlike in all records."""
    known = fields_of(record_type)
    found = [known[fact] for fact in facts if is_own(fact) and fact in known]
    return [field for field in found if field.own is not None and field.own.unique]


def signs_of_unique(record_type: str, facts: Facts) -> Iterator[str]:
    """What two entries with one value have in common, to be held while it is looked for."""
    for field in unique_fields(record_type, facts):
        for entry in entries_of(field, facts[field.name]) if facts[field.name] is not None else ():
            yield f"{record_type}:{field.name}:{entry}"


def taken(record_type: str, facts: Facts, *, but: int = 0) -> list[str]:
    """The fields of which another record that stands for itself has the value already."""
    return [
        field.name
        for field in unique_fields(record_type, facts)
        if facts[field.name] is not None and _others(record_type, field, facts, but)
    ]


def _others(record_type: str, field: Field, facts: Facts, but: int) -> bool:
    rows = OwnValue.objects.filter(field=number_of(record_type, field.name)).exclude(record=but)
    for text, number in entries_of(field, facts[field.name]):
        rows = rows.filter(number=number) if text is None else rows.filter(text=text)
    ids = list(rows.values_list("record", flat=True)[:20])
    if record_type not in MODELS or not ids:
        return bool(ids)
    there = MODELS[record_type].objects.filter(pk__in=ids).exclude(state=Record.State.ABSORBED)
    if field.shape is not Shape.TEXT:
        return there.exists()
    # The index knows the beginning of a long text only.
    return facts[field.name] in {record.own.get(field.own.key) for record in there if field.own}
