"""Pairs say whose their records are."""

from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.models import DO_NOTHING, OuterRef, Subquery

TYPES = (("person", "Person"), ("company", "Company"))


def tell(apps: Any, _editor: Any) -> None:  # noqa: ANN401 - the registry and the editor of a migration
    pairs = apps.get_model("quality", "Pair").objects
    for record_type, model in TYPES:
        records = apps.get_model("people", model).objects
        said = {
            f"{side}_{what}_id": Subquery(records.filter(pk=OuterRef(f"{side}_id")).values(f"{what}_id")[:1])
            for side in ("first", "second")
            for what in ("owner", "team")
        }
        pairs.filter(record_type=record_type).update(**said)


def _key(to: str) -> models.ForeignKey:
    return models.ForeignKey(
        to=to, on_delete=DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("people", "0001_initial"),
        ("quality", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("pair", "first_owner", _key(settings.AUTH_USER_MODEL)),
        migrations.AddField("pair", "first_team", _key("accounts.team")),
        migrations.AddField("pair", "second_owner", _key(settings.AUTH_USER_MODEL)),
        migrations.AddField("pair", "second_team", _key("accounts.team")),
        migrations.AddIndex(
            "pair",
            models.Index(
                fields=["record_type", "decision", "first_owner", "second_owner", "-probability", "-effect", "id"],
                name="pair_of_owners",
            ),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
