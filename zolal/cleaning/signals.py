"""Stopping politely: what a stop signal does, and the moments in which it has to wait."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_STOPS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def stop_politely() -> None:
    """Let SIGTERM and a closed terminal unwind the program as Ctrl-C does; it then ends with 128 + the signal.

    What is unwinding after a Ctrl-C is not interrupted by another.
    """
    for stop in _STOPS:
        if signal.getsignal(stop) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(stop, _interrupt if stop == signal.SIGINT else _stop)


def stop_no_more() -> None:
    """Let the program run to its end: what a stop signal would prevent is done."""
    for stop in _STOPS:
        signal.signal(stop, signal.SIG_IGN)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ignore stop signals for the few milliseconds of tidying up, so that a second Ctrl-C cannot cut it short."""
    before = {stop: signal.signal(stop, signal.SIG_IGN) for stop in _STOPS}
    try:
        yield
    finally:
        for stop, handler in before.items():
            signal.signal(stop, handler or signal.SIG_DFL)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    # Polars answers the same signal with an interrupt of its own, and two of them would cut the tidying up short.
    if not isinstance(sys.exception(), KeyboardInterrupt):
        raise KeyboardInterrupt


def _stop(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
