"""All tables of a PostgreSQL database in and out of an archive, by COPY."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

_CHUNK = 1 << 20
_COLUMNS = """
    SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position)
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'
    GROUP BY table_name ORDER BY table_name
"""


def dump(archive: zipfile.ZipFile, folder: str) -> None:
    """Write every table, all as they are at one moment, while others go on writing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table, columns in _tables():
            order = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), _names(columns))
            archive.writestr(f"{folder}{table}.columns", "\n".join(columns))
            with archive.open(f"{folder}{table}", "w", force_zip64=True) as file, cursor.copy(order) as copy:
                for data in copy:
                    file.write(data)


def load(archive: zipfile.ZipFile, folder: str, migrations: Sequence[tuple[str, str]]) -> None:
    """Give the database the form that these migrations make, then the rows of the archive, in one transaction."""
    executor = MigrationExecutor(connection)
    executor.migrate(newest(executor.loader.graph, migrations))
    with transaction.atomic(), connection.cursor() as cursor:
        # Foreign keys are deferred, so the order of the tables does not matter.
        tables = [table for table, _ in _tables()]
        listed = sql.SQL(", ").join(map(sql.Identifier, tables))
        cursor.execute(sql.SQL("TRUNCATE {}").format(listed))
        for table in tables:
            if f"{folder}{table}" not in archive.namelist():
                continue
            columns = archive.read(f"{folder}{table}.columns").decode().split("\n")
            order = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _names(columns))
            with archive.open(f"{folder}{table}") as file, cursor.copy(order) as copy:
                while data := file.read(_CHUNK):
                    copy.write(data)
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
            cursor.execute(statement)


def newest(graph: MigrationGraph, migrations: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    """The last of these migrations in each app: what to migrate to, so that they and no others are applied."""
    known = {(app, name) for app, name in migrations} & graph.nodes.keys()
    followed = {parent.key for key in known for parent in graph.node_map[key].parents if parent.key[0] == key[0]}
    return sorted(known - followed)


def known(migrations: Iterable[Sequence[str]]) -> bool:
    """Whether this release has all these migrations, of the apps that it has."""
    disk = MigrationLoader(connection).disk_migrations
    present = disk.keys() | {old for migration in disk.values() for old in migration.replaces}
    return all((app, name) in present for app, name in migrations if app in apps.app_configs)


def _tables() -> list[tuple[str, list[str]]]:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        return list(cursor.fetchall())


def _names(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))
