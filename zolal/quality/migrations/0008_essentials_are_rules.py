"""What the administrator found essential was a setting; it is a rule now."""

from typing import Any
from uuid import UUID

from django.db import migrations

_UIDS = {
    "person": UUID("00000000-0000-7000-8000-000000000001"),
    "company": UUID("00000000-0000-7000-8000-000000000003"),
}
_AS_IT_COMES = {"person": ["name", "email", "mobile"], "company": ["name"]}


def as_rules(apps: Any, _schema: Any) -> None:  # noqa: ANN401 - Django's
    setting, rule = apps.get_model("core", "Setting"), apps.get_model("quality", "Rule")
    known = dict(setting.objects.filter(name__startswith="essential.").values_list("name", "value"))
    blocks = known.get("essential.missing") == "block"
    for record_type, uid in _UIDS.items():
        fields = known.get(f"essential.{record_type}", _AS_IT_COMES[record_type])
        if blocks or fields != _AS_IT_COMES[record_type]:
            rule.objects.create(
                uid=uid,
                record_type=record_type,
                name="Needed at entry",
                kind="essential",
                parameters={"function": "entry", "fields": fields},
                severity="block" if blocks else "warn",
                active=bool(fields),
                standard="missing_essential",
            )
    if blocks:
        setting.objects.update_or_create(name="entry.wrong", defaults={"value": "block"})
    setting.objects.filter(name__startswith="essential.").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("quality", "0007_rules"),
    ]

    operations = [migrations.RunPython(as_rules, migrations.RunPython.noop)]
