"""The index behind the search in activities."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from zolal.activities.search import TABLE
from zolal.people import search_index


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    search_index.create(schema_editor.connection, [TABLE])


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    search_index.drop(schema_editor.connection, [TABLE])


class Migration(migrations.Migration):
    replaces = [("activities", "0004_whole_activity")]

    dependencies = [("activities", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
