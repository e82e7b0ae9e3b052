"""Columns of lists and exports that apps above add: of what they know, read for a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zolal.people.fields import Text
from zolal.people.models import Company, Person

Records = Sequence[Person] | Sequence[Company]


@dataclass(frozen=True, slots=True)
class AddedColumn:
    """`read` gives the values of loaded records by id, in a constant number of queries: a day or a text each."""

    name: str
    label: Text
    read: Callable[[str, Records], Mapping[int, Any]]


_added: dict[str, AddedColumn] = {}


def add_column(column: AddedColumn) -> None:
    """Called when the app above is ready."""
    _added[column.name] = column


def added_columns() -> Mapping[str, AddedColumn]:
    return _added


def fill(record_type: str, records: Records, names: Sequence[str]) -> None:
    """Let records bear the values of those of the columns that were added, as `record.beside`."""
    found = {name: _added[name].read(record_type, records) for name in names if name in _added}
    for record in records if found else ():
        record.beside = {name: values.get(record.pk) for name, values in found.items()}  # type: ignore[union-attr]
