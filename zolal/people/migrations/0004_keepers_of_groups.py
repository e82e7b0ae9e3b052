from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def carry_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """Whoever a group was said to be of keeps it from now on."""
    for group in apps.get_model("people", "FieldGroup").objects.exclude(role=""):
        group.roles = [group.role]
        group.save(update_fields=["roles"])


def carry_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    for group in apps.get_model("people", "FieldGroup").objects.exclude(roles=[]):
        group.role = group.roles[0][:20]
        group.save(update_fields=["role"])


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_relation_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="fieldgroup",
            name="roles",
            field=models.JSONField(default=list, verbose_name="roles"),
        ),
        migrations.RunPython(carry_over, carry_back),
        migrations.RemoveField(
            model_name="fieldgroup",
            name="role",
        ),
    ]
