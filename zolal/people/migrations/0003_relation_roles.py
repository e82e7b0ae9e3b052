"""The roles of relations that come with Zolal."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from zolal.people.relation_roles import seed


def give_roles(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - a migration's
    seed(apps.get_model("people", "RelationRole"))


class Migration(migrations.Migration):
    replaces = [("people", "0008_relations_of_companies")]

    dependencies = [("people", "0002_search")]

    operations = [migrations.RunPython(give_roles, migrations.RunPython.noop)]
