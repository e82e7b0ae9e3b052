"""What the database knows of how much is in its tables, by which it chooses indexes."""

from __future__ import annotations

from django.db import connection


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
