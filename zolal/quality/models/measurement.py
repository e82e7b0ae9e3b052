from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Measurement(models.Model):
    """How good the data was on a day, for the trend. `figures` is what `zolal.quality.queries.dashboard` shows.

    Of all records, or of those that a `user` saw who does not see all but very many; `figures["scope"]` says which.
    """

    record_type = models.CharField(max_length=20)
    day = models.DateField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    figures = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "day"], condition=Q(user__isnull=True), name="one_measurement_a_day"
            ),
            models.UniqueConstraint(fields=["record_type", "user", "day"], name="one_measurement_a_user_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.day}"
