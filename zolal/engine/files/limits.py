"""How much a file may cost, and how the reading child is held to it."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import sys
from dataclasses import dataclass

MIB = 1 << 20
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may need; whatever needs more is refused with a sentence that says so."""

    rows: int = 5_000_000
    columns: int = 2_000
    cells: int = 100_000_000  # rows × columns over all sheets, empty cells included
    cell_length: int = 8 * MIB  # characters
    unpacked: int = 4 * GIB  # bytes, of a workbook's parts or of the table itself
    ratio: int = 200  # unpacked : packed, for parts over `RATIO_FROM`
    memory: int = 4 * GIB  # bytes of address space of the reading child
    seconds: float = 15.0  # of the processors before it is stopped, plus `SECONDS_PER_MIB` for each MiB of the file

    def deadline(self, size: int) -> float:
        """Seconds allowed for a file of `size` bytes."""
        return self.seconds + SECONDS_PER_MIB * size / MIB


RATIO_FROM = 64 * MIB
SECONDS_PER_MIB = 1.0


def confine(memory: int, seconds: float) -> None:
    """Hold this process to its limits and tie its life to its parent's, as far as the platform knows how."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops us; two answers to one Ctrl-C are one too many
    _die_with_parent()
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for kind, value in (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CPU", int(seconds * 2) + 1),  # two threads
        ("RLIMIT_AS", memory),
    ):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            resource.setrlimit(getattr(resource, kind), (value, value))


def _die_with_parent() -> None:
    if sys.platform == "linux":
        # A parent that is gone already shows as a broken pipe.
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # 1 is PR_SET_PDEATHSIG
