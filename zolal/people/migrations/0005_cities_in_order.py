"""Lists are sorted by city: its sort key takes the place of the city in the index."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from zolal.core import bulk
from zolal.people.sorting import sort_key

CHUNK = 5_000


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    for name in ("Person", "Company"):
        model = apps.get_model("people", name)
        housed = model._base_manager.exclude(city="").order_by("pk")
        after = 0
        while rows := list(housed.filter(pk__gt=after).values_list("pk", "city")[:CHUNK]):
            bulk.update(model, ["city_key"], [(pk, sort_key(city)) for pk, city in rows])
            after = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [("people", "0004_days_and_notes")]

    operations = [
        migrations.RemoveIndex(model_name="company", name="company_by_city"),
        migrations.RemoveIndex(model_name="person", name="person_by_city"),
        migrations.AddField(
            model_name="company",
            name="city_key",
            field=models.CharField(blank=True, default="", max_length=400),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="person",
            name="city_key",
            field=models.CharField(blank=True, default="", max_length=400),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="company",
            index=models.Index(fields=["state", "city_key", "sort_key", "id"], name="company_by_city"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["state", "city_key", "sort_key", "id"], name="person_by_city"),
        ),
    ]
