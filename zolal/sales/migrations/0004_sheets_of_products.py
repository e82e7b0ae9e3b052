"""Deals come in as imports, whose action their rows name; no table of deals waits among the sheets any more."""

from django.db import migrations, models


def _forget_deals(apps, _editor):  # noqa: ANN001, ANN202 - historical models
    apps.get_model("sales", "Sheet").objects.filter(kind="deals").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("sales", "0003_long_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="dealrow",
            name="action_id",
            field=models.BigIntegerField(db_index=True, null=True),
        ),
        migrations.RunPython(_forget_deals, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(
            model_name="sheet",
            name="raw",
        ),
        migrations.AlterField(
            model_name="sheet",
            name="kind",
            field=models.CharField(choices=[("products", "Products"), ("prices", "Prices")], max_length=8),
        ),
    ]
