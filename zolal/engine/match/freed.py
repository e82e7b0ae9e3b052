"""Memory that was freed goes back to the system.

glibc keeps pieces of up to 32 MB of it for the next stage, which wants other sizes: half a GB at a million records.
"""

from __future__ import annotations

import ctypes
import sys
from functools import lru_cache


@lru_cache(maxsize=1)
def _libc() -> ctypes.CDLL | None:
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    return libc if hasattr(libc, "malloc_trim") else None


def give_back() -> None:
    """Return free memory to the system, where the C library can; some milliseconds for a gigabyte.

    To be called where large arrays have just been let go and others will be made.
    """
    if libc := _libc():
        libc.malloc_trim(0)
