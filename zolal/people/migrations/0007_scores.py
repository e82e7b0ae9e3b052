from __future__ import annotations

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def carry_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """What is known of every record stands beside it from now on."""
    with schema_editor.connection.cursor() as cursor:
        for name in ("person", "company"):
            cursor.execute(
                f"INSERT INTO people_{name}score (record_id, quality, scores) "  # noqa: S608 - our names
                f"SELECT id, quality, scores FROM people_{name} WHERE quality IS NOT NULL"
            )


def carry_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    with schema_editor.connection.cursor() as cursor:
        for name in ("person", "company"):
            of = f"FROM people_{name}score WHERE record_id = people_{name}.id"
            cursor.execute(
                f"UPDATE people_{name} SET quality = (SELECT quality {of}), "  # noqa: S608 - our names
                f"scores = (SELECT scores {of}) WHERE id IN (SELECT record_id FROM people_{name}score)"
            )


class Migration(migrations.Migration):
    dependencies = [("people", "0006_team_views")]

    operations = [
        migrations.CreateModel(
            name="PersonScore",
            fields=[
                ("quality", models.PositiveSmallIntegerField()),
                ("scores", models.JSONField()),
                (
                    "record",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="score",
                        serialize=False,
                        to="people.person",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="CompanyScore",
            fields=[
                ("quality", models.PositiveSmallIntegerField()),
                ("scores", models.JSONField()),
                (
                    "record",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="score",
                        serialize=False,
                        to="people.company",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(carry_over, carry_back),
        migrations.RemoveIndex(model_name="person", name="person_by_quality"),
        migrations.RemoveField(model_name="person", name="quality"),
        migrations.RemoveField(model_name="person", name="scores"),
        migrations.AddIndex(
            model_name="personscore",
            index=models.Index(fields=["quality", "record"], name="person_by_quality"),
        ),
        migrations.RemoveIndex(model_name="company", name="company_by_quality"),
        migrations.RemoveField(model_name="company", name="quality"),
        migrations.RemoveField(model_name="company", name="scores"),
        migrations.AddIndex(
            model_name="companyscore",
            index=models.Index(fields=["quality", "record"], name="company_by_quality"),
        ),
    ]
