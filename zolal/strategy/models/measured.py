from __future__ import annotations

from django.conf import settings
from django.db import models

from zolal.accounts.models import Team


class Measured(models.Model):
    """What an owner has of a measure on a day, or in a Jalali month (`day` is its first). No row: nothing."""

    id = models.BigAutoField(primary_key=True)
    measure = models.CharField(max_length=40)
    part = models.CharField(max_length=60, blank=True)
    day = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="+", db_index=False)
    value = models.BigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.measure} {self.day} {self.value}"


class MeasureDay(Measured):
    """Of a day."""

    class Meta:
        indexes = [
            models.Index(fields=["day", "measure", "part", "owner", "team", "value"], name="measure_day_all"),
            models.Index(fields=["measure", "day"], name="measure_day_one"),
        ]


class MeasureMonth(Measured):
    """Of a Jalali month: the sum of its days; of levels what there was on the last one counted."""

    class Meta:
        indexes = [
            models.Index(fields=["day", "measure", "part", "owner", "team", "value"], name="measure_month_all"),
        ]
