"""Whether the database is one that this release can serve; where not, one sentence says why and what to do."""

from __future__ import annotations

from gettext import gettext as _

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from zolal.core import copying


class Unusable(Exception):
    """Nothing can be done with this database; the message is for whoever started the command."""


def reach() -> None:
    """Make sure that the database answers."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise Unusable(
            _("The database {name} cannot be used ({reason}).").format(name=_name(), reason=_first_line(error))
        ) from error


def refuse_newer() -> None:
    """Make sure that no newer release has had this database; an older one would damage what it does not know."""
    if not copying.known(MigrationRecorder(connection).applied_migrations()):
        sentence = _("The database {name} belongs to a newer release of Zolal. Install that release.")
        raise Unusable(sentence.format(name=_name()))


def is_replaceable() -> bool:
    """Whether a restored backup replaces the very form of the database: one file by another."""
    return connection.vendor == "sqlite"


def migrate() -> None:
    """Apply what is missing, and make sure that the form is then the one the models have."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        sentence = _("The database {name} could not be brought to the form of this release ({reason}).")
        raise Unusable(sentence.format(name=_name(), reason=_first_line(error))) from error
    if missing := missing_columns():
        sentence = _(
            "The database {name} was made by an unreleased version of Zolal and does not fit this one (missing: "
            "{missing}). Choose another folder or database, or move this one away."
        )
        raise Unusable(sentence.format(name=_name(), missing=", ".join(missing[:5])))


def missing_columns() -> list[str]:
    """Columns that a model has and the database has not: "people_person.version"."""
    missing = []
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in apps.get_models(include_auto_created=True):
            if not model._meta.managed or model._meta.proxy:
                continue
            table = model._meta.db_table
            described = connection.introspection.get_table_description(cursor, table) if table in tables else []
            columns = {column.name for column in described}
            wanted = (field.column for field in model._meta.concrete_fields)
            missing += [f"{table}.{column}" for column in wanted if column not in columns]
    return missing


def _name() -> str:
    """How whoever set it up knows it."""
    where = connection.settings_dict
    return f"{where['HOST']}/{where['NAME']}" if where["HOST"] else str(where["NAME"])


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
