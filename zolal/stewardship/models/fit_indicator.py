from __future__ import annotations

from django.conf import settings
from django.db import models

from zolal.core.uid import uuid7


class FitIndicator(models.Model):
    """Something that makes a contact useful to us, or of no use: a condition of a list, and points for it.

    `query` is the query string of the list of those who have it.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    record_type = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    query = models.TextField()
    points = models.SmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-points", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["record_type", "name"], name="one_indicator_a_name")]

    def __str__(self) -> str:
        return self.name


class Fit(models.Model):
    """The points of a record by all indicators; a record without a row has none."""

    record_type = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    points = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_type", "record_id"], name="one_fit_a_record")]
        indexes = [models.Index(fields=["record_type", "points", "record_id"], name="fit_by_points")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}: {self.points}"
