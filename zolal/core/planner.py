"""What the database knows of how much is in its tables, by which it chooses indexes, and how far it reads ahead."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

_READ_AHEAD = 100


def read_ahead(*, connection: BaseDatabaseWrapper, **_: Any) -> None:  # noqa: ANN401 - of a signal
    """Let a new connection to PostgreSQL ask for many rows at once that an index has found, which else come from the
    disk one after the other; where the server can, and was not told more."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config(name, %s, false) FROM pg_settings WHERE name = 'effective_io_concurrency' "
                "AND setting::int < %s AND max_val::int >= %s",
                [str(_READ_AHEAD), _READ_AHEAD, _READ_AHEAD],
            )


def refresh_statistics() -> None:
    """Let it look again where much has changed; to be called at the end of a job that wrote a lot."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # All tables, by samples; what this connection has not asked about too.
            cursor.execute("PRAGMA optimize = 0x10002")
        else:
            # A table that grew by a third since anybody looked; the rest is left to autovacuum.
            cursor.execute(
                "SELECT relid::regclass::text FROM pg_stat_user_tables "
                "WHERE n_mod_since_analyze > 1000 AND n_mod_since_analyze * 3 > n_live_tup"
            )
            tables = [table for (table,) in cursor.fetchall()]
            if tables:
                cursor.execute(f"ANALYZE {', '.join(tables)}")
