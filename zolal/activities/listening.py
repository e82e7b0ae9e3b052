"""Apps above hear of new signals inside the transaction that writes them, to keep true what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Listener = Callable[[str, Sequence[int]], None]
"""Called with the record type and the ids of the records whose last signals may have changed."""

_listeners: list[Listener] = []


def watch(listener: Listener) -> None:
    """Called when the app above is ready."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(record_type: str, ids: Sequence[int]) -> None:
    for listener in _listeners if ids else ():
        listener(record_type, ids)
