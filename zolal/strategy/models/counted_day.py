from __future__ import annotations

from django.db import models


class CountedDay(models.Model):
    """When a day of a source was counted last."""

    source = models.CharField(max_length=40)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "day"], name="one_count_a_source_and_day")]

    def __str__(self) -> str:
        return f"{self.source} {self.day}"
