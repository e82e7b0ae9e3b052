"""What the ledger knows of a kind of record, told by the app that owns it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from zolal.core.models import Action, Record

Facts = dict[str, Any]
Ahead = Mapping[str, Any]
"""What was worked out of a record before it was written, by who it is for: nobody else looks into it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did to records of one kind."""

    record_type: str
    ids: list[int]  # created, changed or removed
    action: Action
    facts: Mapping[int, Facts] = field(default_factory=dict)  # all facts they have now; none of those removed
    columns: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)  # provenance and times of each
    changed: Mapping[int, Collection[str]] = field(default_factory=dict)  # the facts that were written
    ahead: Mapping[int, Ahead] = field(default_factory=dict)


Listener = Callable[[Written], None]


class UnknownFact(ValueError):
    """A fact that this kind of record does not have."""


class RecordType(Protocol):
    """How the facts of a kind of record are read from and written to its tables, many records at once."""

    name: str
    model: type[Record]

    def canonical(self, facts: Mapping[str, Any]) -> Facts:
        """Facts in the one form in which they are stored and compared. Raises `UnknownFact`."""

    def facts(self, ids: Iterable[int]) -> dict[int, Facts]:
        """All facts of the records that exist."""

    def insert(
        self, rows: Mapping[int, Facts], columns: Mapping[int, Mapping[str, Any]], ahead: Mapping[int, Ahead]
    ) -> None:
        """New rows under given ids; `columns` holds uid, version, provenance, created_at, updated_at of each."""

    def update(
        self, changes: Mapping[int, Facts], columns: Mapping[int, Mapping[str, Any]], facts: Mapping[int, Facts]
    ) -> None:
        """Write the changed facts (null: absent), and the derived columns that follow from all `facts` as they become.

        `columns` holds version, provenance, created_at and updated_at of each.
        """

    def delete(self, ids: Iterable[int]) -> None:
        """Take rows away, with their contact points and tags."""

    def gone(self, rows: Iterable[Facts]) -> set[tuple[str, Any]]:
        """Those (fact, value) that point at something which is no more: a tag, a company."""


_types: dict[str, RecordType] = {}
_listeners: list[Listener] = []


def register(kind: RecordType) -> None:
    """Make a kind of record known; called when the owning app is ready."""
    _types[kind.name] = kind


def record_type(name: str) -> RecordType:
    return _types[name]


def record_types() -> dict[str, RecordType]:
    return dict(_types)


def watch(listener: Listener) -> None:
    """Hear of every write, inside its transaction: how apps above keep what follows from facts true."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(written: Written) -> None:
    if not written.ids:
        return
    for listener in _listeners:
        listener(written)
