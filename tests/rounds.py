"""How often a law is tried: in full on SQLite, a quarter of it on PostgreSQL, where only the SQL is another."""

from __future__ import annotations

from django.conf import settings

_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def rounds(many: int) -> int:
    """So many times, seeds or rows."""
    return many // 4 if _POSTGRESQL else many
