"""What a silent customer costs stands with the other prices of bad data."""

from typing import Any

from django.conf import settings
from django.db import migrations
from django.utils import translation
from django.utils.translation import gettext

OLD, PRICES = "inactive.cost", "cost.prices"


def move(apps: Any, _editor: Any) -> None:  # noqa: ANN401 - the registry and the editor of a migration
    stored = apps.get_model("core", "Setting").objects
    said = stored.filter(name=OLD).first()
    if said is None:
        return
    if said.value:
        with translation.override(settings.LANGUAGE_CODE):
            name = gettext("A silent customer")
        price = {"name": name, "rials": said.value, "times": 1, "classes": ["inactive"], "fields": []}
        before = stored.filter(name=PRICES).first()
        stored.update_or_create(name=PRICES, defaults={"value": [*(before.value if before else []), price]})
    said.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("quality", "0002_whose_pairs"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
