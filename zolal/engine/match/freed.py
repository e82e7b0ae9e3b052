"""Memory that was freed goes back to the system.

glibc keeps pieces of up to 32 MB of it for the next stage, which wants other sizes: half a GB at a million records.
"""

from __future__ import annotations

import ctypes
import sys
from functools import lru_cache

MANY = 100_000
"""Below so many records there is too little to gain for the pages that have to be fetched again."""


@lru_cache(maxsize=1)
def _libc() -> ctypes.CDLL | None:
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    return libc if hasattr(libc, "malloc_trim") else None


def give_back(records: int) -> None:
    """Return free memory to the system, where the C library can and so many records make it worth while.

    To be called where large arrays have just been let go and others will be made. Takes some milliseconds a gigabyte.
    """
    if records >= MANY and (libc := _libc()):
        libc.malloc_trim(0)
