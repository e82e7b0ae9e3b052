from __future__ import annotations

from django.db import models


class Measurement(models.Model):
    """How good the data was on a day, for the trend. `figures` is what `zolal.quality.queries.dashboard` shows."""

    record_type = models.CharField(max_length=20)
    day = models.DateField()
    figures = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_type", "day"], name="one_measurement_a_day")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.day}"
