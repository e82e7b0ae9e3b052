from __future__ import annotations

from django.db import models


class FieldProfile(models.Model):
    """What a field looks like over all active records, as last counted.

    `figures` is what `zolal.engine.profile.statistics.profile_column` tells, with "ways": {"hand" | "automatic":
    {filled, wrong}}.
    """

    record_type = models.CharField(max_length=20)
    field = models.CharField(max_length=60)
    at = models.DateTimeField()
    figures = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_type", "field"], name="one_profile_a_field")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.field}"
