"""The index of values in `own`, kept true inside the transaction of every write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from zolal.core import bulk
from zolal.core.ledger import Facts, Written
from zolal.people.fields import Field, Shape
from zolal.people.models import OwnValue
from zolal.people.own.definition import PREFIX
from zolal.people.own.known import any_field, known, own_fields
from zolal.people.sorting import sort_key

LONGEST = 100
_AT_ONCE = 5_000

Entry = tuple[str | None, float | None]
"""The text and the number of a row."""


@lru_cache(maxsize=4_096)
def number_of(record_type: str, name: str) -> int:
    """The number of a field, always the same: no table of numbers has to be asked."""
    return int.from_bytes(blake2b(f"{record_type} {name}".encode(), digest_size=8).digest(), "big", signed=True)


def entries_of(field: Field, value: Any) -> Iterator[Entry]:  # noqa: ANN401 - JSON
    """How a value stands in the index; of long texts only that there is one."""
    match field.shape:
        case Shape.TEXT:
            yield text_key(str(value)), None
        case Shape.CHOICE | Shape.RELATION:
            yield str(value)[:LONGEST], None
        case Shape.CHOICES:
            for one in value if isinstance(value, list) else ():
                yield str(one)[:LONGEST], None
        case Shape.DATE:
            yield None, day_number(str(value))
        case Shape.YES_NO:
            yield None, 1.0 if value else 0.0
        case Shape.NUMBER | Shape.MONEY:
            yield None, float(value)
        case _:
            yield None, 1.0


@lru_cache(maxsize=65_536)
def text_key(text: str) -> str:
    """What texts are compared and sorted by."""
    return sort_key(text)[:LONGEST]


@lru_cache(maxsize=65_536)
def day_number(text: str) -> float:
    """Days in their order as numbers."""
    return float(date.fromisoformat(text).toordinal())


def on_write(written: Written) -> None:
    """For `ledger.watch`: the rows of what was written as they are now."""
    fresh: list[list[Any]] = []
    stale: dict[int, list[int]] = {}
    for record_id in written.ids:
        facts = written.facts.get(record_id)
        if facts is None:
            stale.setdefault(0, []).append(record_id)
            continue
        changed = written.changed.get(record_id, facts)
        whole = changed is facts
        for fact in changed:
            if not fact.startswith(PREFIX):
                continue
            if not whole:
                stale.setdefault(number_of(written.record_type, fact), []).append(record_id)
            fresh += _rows(written.record_type, record_id, fact, facts)
    _take_away(written.record_type, stale)
    if fresh:
        bulk.insert(OwnValue, ["field", "record", "text", "number"], fresh)


def _rows(record_type: str, record_id: int, fact: str, facts: Facts) -> Iterator[list[Any]]:
    field, value = any_field(record_type, fact), facts.get(fact)
    if field is None or value is None:
        return
    try:
        entries = list(entries_of(field, value))
    except (ValueError, TypeError):  # what an earlier field of the same key left
        return
    for text, number in entries:
        yield [number_of(record_type, fact), record_id, text, number]


def _take_away(record_type: str, stale: Mapping[int, Iterable[int]]) -> None:
    """0 stands for all fields of records that are removed."""
    for field, ids in stale.items():
        wanted = list(ids)
        for start in range(0, len(wanted), _AT_ONCE):
            rows = OwnValue.objects.filter(record__in=wanted[start : start + _AT_ONCE])
            rows = rows.filter(field=field) if field else rows.filter(field__in=_numbers(record_type))
            rows._raw_delete(using="default")


def _numbers(record_type: str) -> list[int]:
    retired = [row.name for row in known().rows[0] if row.record_type == record_type]
    return sorted({number_of(record_type, name) for name in (*own_fields(record_type), *retired)})
