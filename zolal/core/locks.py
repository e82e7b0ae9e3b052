"""Who comes first, where two look for the same and then write it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import connection


def hold(names: Iterable[str]) -> None:
    """Let nobody else hold one of these names until the transaction ends; waits for whoever holds one.

    On SQLite the transaction itself is such a lock, as only one can write.
    """
    if connection.vendor != "postgresql":
        return
    # In one order for everybody, so that no two wait for each other.
    numbers = sorted({int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True) for name in names})
    with connection.cursor() as cursor:
        for number in numbers:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
