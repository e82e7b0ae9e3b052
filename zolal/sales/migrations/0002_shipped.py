"""The two pipelines and the reasons why deals are lost that a company begins with."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.utils.translation import override

from zolal.sales import shipped


def ship(apps: Any, _schema_editor: Any) -> None:  # noqa: ANN401 - Django's
    pipeline_model, stage_model = apps.get_model("sales", "Pipeline"), apps.get_model("sales", "Stage")
    with override("fa"):
        for place, (name, steps) in enumerate(shipped.pipelines()):
            pipeline = pipeline_model.objects.create(name=name, position=place)
            for position, step in enumerate(steps):
                stage_model.objects.create(
                    pipeline=pipeline,
                    name=step.name,
                    position=position,
                    probability=step.probability,
                    idle_days=step.idle_days,
                    colour=step.colour,
                    needs=list(step.needs),
                    guidance=step.guidance,
                )
        reason_model = apps.get_model("sales", "LostReason")
        for position, name in enumerate(shipped.reasons()):
            reason_model.objects.create(name=name, position=position)


class Migration(migrations.Migration):
    replaces = [("sales", "0002_deals")]

    dependencies = [("sales", "0001_initial")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
