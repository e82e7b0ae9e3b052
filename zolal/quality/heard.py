"""Who hears that issues and pairs of records may be others by now: in the same transaction, whatever changed them."""

from __future__ import annotations

from collections.abc import Callable, Collection

Listener = Callable[[str, Collection[int]], None]
"""Called with the record type and the ids of the records."""

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Let an app above hear of it; called when the app is ready."""
    _listeners.append(listener)


def tell(record_type: str, ids: Collection[int]) -> None:
    """The issues or the open pairs of these records were written anew."""
    for listener in _listeners:
        listener(record_type, ids)
