"""Writing down how good the data is today."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from zolal.core.settings import setting
from zolal.people.models import Person
from zolal.people.queries.records import MODELS
from zolal.quality.figures import figures
from zolal.quality.models import Issue, Measurement, Pair
from zolal.quality.silence_figures import silence_figures


def measure(*, record_type: str, day: date | None = None) -> Measurement:
    """The measurement of the day, anew where there is one. Done by the machine, every night; not in a transaction."""
    found = figures(
        record_type,
        MODELS[record_type].objects.all(),
        Issue.objects.filter(record_type=record_type),
        Pair.objects.filter(record_type=record_type, decision=Pair.Decision.OPEN, sampled=False),
    )
    if record_type == "person":
        found["silence"] = silence_measured()
    found["at"] = timezone.now().isoformat()
    measurement, _ = Measurement.objects.update_or_create(
        record_type=record_type, day=day or timezone.localdate(), defaults={"figures": found}
    )
    return measurement


def silence_measured() -> dict[str, Any]:
    """How many people are silent, for how long."""
    return silence_figures(Person.objects.all(), timezone.localdate(), setting("inactive.days"))
