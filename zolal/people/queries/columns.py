"""Columns of lists and exports that apps above add: of what they know, read for a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zolal.people.fields import Text
from zolal.people.models import Company, Person

Records = Sequence[Person] | Sequence[Company]


@dataclass(frozen=True, slots=True)
class AddedColumn:
    """`read` gives the values of loaded records by id, in a constant number of queries: a day or a text each.

    Who does not see all fields that it is made `of` sees nothing of it.
    """

    name: str
    label: Text
    read: Callable[[str, Records], Mapping[int, Any]]
    record_types: tuple[str, ...] = ("person", "company")
    of: tuple[str, ...] = ()


_added: dict[str, AddedColumn] = {}


def add_column(column: AddedColumn) -> None:
    """Called when the app above is ready."""
    _added[column.name] = column


def added_columns(record_type: str, without: Collection[str] = ()) -> Mapping[str, AddedColumn]:
    """Those of a record type; but for those made of fields that are withheld."""
    return {
        name: column
        for name, column in _added.items()
        if record_type in column.record_types and not set(column.of).intersection(without)
    }


def fill(record_type: str, records: Records, names: Sequence[str], without: Collection[str] = ()) -> None:
    """Let records bear the values of those of the columns that were added, as `record.beside`."""
    known = added_columns(record_type, without)
    found = {name: known[name].read(record_type, records) if name in known else {} for name in names if name in _added}
    for record in records if found else ():
        record.beside = {name: values.get(record.pk) for name, values in found.items()}  # type: ignore[union-attr]
