"""Stopping politely: what a stop signal does, and the moments in which it has to wait."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_STOPS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def stop_politely() -> None:
    """Let SIGTERM and a closed terminal unwind the program as Ctrl-C does; it then ends with 128 + the signal."""
    for stop in _STOPS:
        if stop != signal.SIGINT and signal.getsignal(stop) is signal.SIG_DFL:
            signal.signal(stop, _stop)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ignore stop signals for the few milliseconds of tidying up, so that a second Ctrl-C cannot cut it short."""
    before = {stop: signal.signal(stop, signal.SIG_IGN) for stop in _STOPS}
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler or signal.SIG_DFL)


def _stop(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
