from __future__ import annotations

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

import zolal.core.uid
from zolal.people.relation_roles import seed


def give_roles(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - a migration's
    seed(apps.get_model("people", "RelationRole"))


def give_uids(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - a migration's
    for relation in apps.get_model("people", "Relation").objects.iterator():
        relation.uid = zolal.core.uid.uuid7()
        relation.save(update_fields=["uid"])


def end(to: str, related_name: str) -> models.ForeignKey:
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.CASCADE, related_name=related_name, to=f"people.{to}"
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0007_custom_fields")]

    operations = [
        migrations.CreateModel(
            name="RelationRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("word", models.CharField(blank=True, max_length=60)),
                ("reverse", models.CharField(blank=True, max_length=60)),
                ("symmetric", models.BooleanField(default=False)),
                ("first_type", models.CharField(blank=True, max_length=10)),
                ("second_type", models.CharField(blank=True, max_length=10)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("active", models.BooleanField(default=True)),
            ],
            options={"ordering": ["position", "id"]},
        ),
        migrations.RunPython(give_roles, migrations.RunPython.noop, elidable=False),
        migrations.RemoveConstraint(model_name="relation", name="one_relation_a_kind"),
        migrations.AddField("relation", "uid", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(give_uids, migrations.RunPython.noop),
        migrations.AlterField(
            "relation", "uid", models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)
        ),
        migrations.AlterField("relation", "person", end("person", "relations")),
        migrations.AlterField("relation", "other", end("person", "relations_from")),
        migrations.AddField("relation", "company", end("company", "relations")),
        migrations.AddField("relation", "other_company", end("company", "relations_from")),
        migrations.AddField("relation", "since", models.DateField(null=True)),
        migrations.AddField("relation", "until", models.DateField(null=True)),
        migrations.AddField("relation", "note", models.CharField(blank=True, max_length=500)),
        migrations.AlterField(
            "relation",
            "kind",
            models.ForeignKey(
                db_column="kind",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="relations",
                to="people.relationrole",
                to_field="code",
            ),
        ),
        migrations.AddConstraint(
            "relation",
            models.UniqueConstraint(
                fields=("person", "company", "other", "other_company", "kind", "since"), name="one_relation_a_kind"
            ),
        ),
        migrations.AddConstraint(
            "relation",
            models.CheckConstraint(
                condition=(Q(person=None) ^ Q(company=None)) & (Q(other=None) ^ Q(other_company=None)),
                name="relation_of_two",
            ),
        ),
    ]
