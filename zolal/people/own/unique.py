"""Values of which every record needs its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.core.models import Record
from zolal.engine.persian.letters import key
from zolal.people.fields import Field, Shape, fields_of, is_own
from zolal.people.models import OwnValue
from zolal.people.own.index import entries_of, number_of

_AT_ONCE = 500


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
        if facts[field.name] is not None
        and holders(record_type, field, [facts[field.name]]).get(same(field, facts[field.name]), frozenset()) - {but}
    ]


def same(field: Field, value: Any) -> Any:  # noqa: ANN401 - JSON
    """What two values have in common that count as one: of texts what they are compared by, in any digits."""
    return key(str(value)) if field.shape is Shape.TEXT else value


def holders(record_type: str, field: Field, values: Iterable[Any]) -> Mapping[Any, set[int]]:
    """The records that stand for themselves and have one of the values, by `same`; a constant number of queries for
    some hundred values."""
    by_entry: dict[Any, set[Any]] = defaultdict(set)
    for value in values:
        for text, number in entries_of(field, value):
            by_entry[number if text is None else text].add(same(field, value))
    found: dict[Any, set[int]] = defaultdict(set)
    column = "number" if field.shape in (Shape.NUMBER, Shape.MONEY, Shape.DATE, Shape.YES_NO) else "text"
    every = list(by_entry)
    for start in range(0, len(every), _AT_ONCE):
        rows = OwnValue.objects.filter(
            field=number_of(record_type, field.name), **{f"{column}__in": every[start : start + _AT_ONCE]}
        )
        entries = dict(rows.values_list("record", column))
        for record_id, value in _standing(record_type, field, list(entries)):
            for one in by_entry[entries[record_id]]:
                # The index knows the beginning of a long text only.
                if field.shape is not Shape.TEXT or one == same(field, value):
                    found[one].add(record_id)
    return found


def _standing(record_type: str, field: Field, ids: Collection[int]) -> Iterator[tuple[int, Any]]:
    stands = field.own.key if field.own else ""
    there = ledger.record_type(record_type).model.objects.filter(pk__in=ids).exclude(state=Record.State.ABSORBED)
    for record_id, own in there.values_list("pk", "own"):
        yield record_id, own.get(stands)
