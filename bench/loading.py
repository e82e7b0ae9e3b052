"""Many rows quickly: without indexes, triggers and foreign keys, which are made again at the end.

To be imported once Django is set up.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

TABLES = ("people_person", "people_contactpoint", "people_ownvalue", "core_change", "activities_activity")
"""Those with millions of rows."""
_FOUND = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger') "
    "AND tbl_name IN (%s, %s, %s, %s, %s)",
    "postgresql": "SELECT 'index', indexname, indexdef FROM pg_indexes WHERE tablename IN (%s, %s, %s, %s, %s) "
    "AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)",
}
_SETTINGS = {
    "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -1000000"),
    "postgresql": ("SET session_replication_role = replica",),
}


def is_bare() -> bool:
    """Whether a load was stopped before its end."""
    return "bench_taken" in connection.introspection.table_names() and bool(_taken())


@contextmanager
def bare() -> Iterator[None]:
    """The tables in a migrated database as bare rows; what the block is stopped in the next one mends."""
    with connection.cursor() as cursor:
        for setting in _SETTINGS[connection.vendor]:
            cursor.execute(setting)
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_taken (kind text, name text PRIMARY KEY, statement text)")
        cursor.execute(_FOUND[connection.vendor], TABLES)
        for kind, name, statement in cursor.fetchall():
            cursor.execute("INSERT INTO bench_taken VALUES (%s, %s, %s)", [kind, name, statement])
            cursor.execute(f"DROP {kind} {name}")
    yield
    with connection.cursor() as cursor:
        for kind, name, statement in _taken():
            print(f"  {kind} {name}", flush=True)
            cursor.execute(statement)
            cursor.execute("DELETE FROM bench_taken WHERE name = %s", [name])
        if connection.vendor == "sqlite":
            _learn(cursor)
        else:
            cursor.execute("VACUUM ANALYZE")
    connection.close()  # with it go its settings


def _taken() -> list[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, name, statement FROM bench_taken ORDER BY kind, name")
        return list(cursor.fetchall())


def _learn(cursor: Any) -> None:  # noqa: ANN401 - Django's cursor
    """The search indexes from their tables; with room to sort in, as there would be years to merge in."""
    for table in ("people_person", "activities_activity"):
        index = f"{table}_search"
        cursor.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', 100000000)")
        cursor.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        cursor.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', 1048576)")
