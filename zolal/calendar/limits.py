"""How often a secret link may be asked for: so many times a minute, counted in each process for itself.

Nothing is written to the database by a reader; who guesses is slowed down by address.
"""

from __future__ import annotations

import threading
import time

A_MINUTE = 30

_counts: dict[str, tuple[int, int]] = {}
_lock = threading.Lock()


def allowed(caller: str) -> bool:
    """Count a request; whether there were not too many in this minute."""
    minute = int(time.time()) // 60
    with _lock:
        since, count = _counts.get(caller, (minute, 0))
        if since != minute:
            for one in [one for one, (of, _count) in _counts.items() if of < minute]:
                del _counts[one]
            count = 0
        _counts[caller] = (minute, count + 1)
        return count < A_MINUTE


def forget_all() -> None:
    """Begin at nought in this process."""
    with _lock:
        _counts.clear()
