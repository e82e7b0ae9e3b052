"""What the ledger knows of a kind of record, told by the app that owns it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from zolal.core.models import Action, Record

Facts = dict[str, Any]
Listener = Callable[[str, list[int], Action], None]
"""Called with the record type, the ids written (created, changed or removed) and the action, in its transaction."""


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

    def insert(self, rows: Mapping[int, Facts], columns: Mapping[int, Mapping[str, Any]]) -> None:
        """New rows under given ids; `columns` holds uid, version, provenance, created_at, updated_at of each."""

    def update(
        self, changes: Mapping[int, Facts], columns: Mapping[int, Mapping[str, Any]], facts: Mapping[int, Facts]
    ) -> None:
        """Write the changed facts (null: absent), and the derived columns that follow from all `facts` as they become.

        `columns` holds version, provenance and updated_at of each.
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


def tell(name: str, ids: list[int], action: Action) -> None:
    if not ids:
        return
    for listener in _listeners:
        listener(name, ids, action)
