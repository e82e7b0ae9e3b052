from __future__ import annotations

from django.conf import settings
from django.db import models


class TakenEvent(models.Model):
    """An event of a file that a user has taken in, so that the same file twice brings it once.

    `digest` is of what the file calls it. The activity is named by its id alone, for it may be deleted and return.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    activity_number = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="event_taken_once")]

    def __str__(self) -> str:
        return self.digest
