"""The index behind the search: FTS5 by trigrams on SQLite, pg_trgm on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("people_person", "people_company")


def create(connection: BaseDatabaseWrapper, tables: Iterable[str] = TABLES) -> None:
    """Make what is missing of the index over the column `search`; what is in the tables is taken in."""
    with connection.cursor() as cursor:
        for table in tables:
            if connection.vendor == "postgresql":
                _trigrams(cursor, table)
            else:
                _fts(cursor, table)


def drop(connection: BaseDatabaseWrapper, tables: Iterable[str] = TABLES) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP INDEX IF EXISTS {table}_search")
            else:
                for event in ("insert", "update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_search_{event}")
                cursor.execute(f"DROP TABLE IF EXISTS {table}_search")


def _trigrams(cursor: Any, table: str) -> None:  # noqa: ANN401 - Django's cursor
    cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
    if cursor.fetchone() is None:
        try:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError as error:
            raise ImproperlyConfigured(
                "The search needs PostgreSQL's extension pg_trgm, and this database user may not create it. "
                "Install the contrib package of PostgreSQL and, as a superuser in this database, run: "
                "CREATE EXTENSION pg_trgm;"
            ) from error
    cursor.execute(f"CREATE INDEX IF NOT EXISTS {table}_search ON {table} USING gin (search gin_trgm_ops)")


def _fts(cursor: Any, table: str) -> None:  # noqa: ANN401 - Django's cursor
    index = f"{table}_search"
    ours = [table, f"{index}_insert", f"{index}_update", f"{index}_delete"]
    cursor.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name IN (%s, %s, %s)", ours
    )
    if cursor.fetchone()[0] == 3:
        return
    cursor.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {index} USING fts5("
        f"search, content='{table}', content_rowid='id', columnsize=0, tokenize='trigram case_sensitive 1')"
    )
    forget = f"INSERT INTO {index} ({index}, rowid, search) VALUES ('delete', old.id, old.search);"  # noqa: S608 - our names
    learn = f"INSERT INTO {index} (rowid, search) VALUES (new.id, new.search);"  # noqa: S608 - our names
    for event, body in {
        "insert": f"AFTER INSERT ON {table} BEGIN {learn} END",
        "update": f"AFTER UPDATE OF search ON {table} WHEN old.search <> new.search BEGIN {forget} {learn} END",
        "delete": f"AFTER DELETE ON {table} BEGIN {forget} END",
    }.items():
        cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {index}_{event} {body}")
    cursor.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - our names
