from __future__ import annotations

from django.db import models


class Dormant(models.Model):
    """Somebody who was archived while silent: their data is kept from this day on, and then proposed for closing.

    Gone as soon as the record is active again, deleted, merged, or gives a sign of life.
    """

    record_type = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_type", "record_id"], name="dormant_record")]
        indexes = [models.Index(fields=["since", "id"], name="dormant_since")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}"
