"""Issues found before learn whose they are, and those of old records since when nothing was heard."""

from typing import Any

from django.db import migrations
from django.db.models import Case, CharField, DateField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce

TYPES = (("person", "Person"), ("company", "Company"))


def tell(apps: Any, _editor: Any) -> None:  # noqa: ANN401 - the registry and the editor of a migration
    issues = apps.get_model("quality", "Issue").objects
    for record_type, model in TYPES:
        records = apps.get_model("people", model).objects
        mine = records.filter(pk=OuterRef("record_id"))
        owned = records.filter(Q(owner__isnull=False) | Q(team__isnull=False))
        issues.filter(record_type=record_type, record_id__in=owned.values("pk")).update(
            owner_id=Subquery(mine.values("owner_id")[:1]),
            team_id=Subquery(mine.values("team_id")[:1]),
            holder_id=Subquery(mine.values("owner_id")[:1]),
        )
        activity, purchase = F("last_activity_on"), F("last_purchase_on")
        heard = mine.annotate(
            heard=Case(
                When(last_activity_on__gt=purchase, then=activity),
                default=Coalesce(purchase, activity),
                output_field=DateField(),
            )
        )
        last = Subquery(heard.values_list(Cast("heard", CharField()))[:1])
        issues.filter(record_type=record_type, group="old", raw="").update(raw=Coalesce(last, Value("")))


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_search"),
        ("quality", "0004_queues"),
    ]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
