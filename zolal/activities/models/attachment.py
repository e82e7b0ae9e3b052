from __future__ import annotations

from django.conf import settings
from django.db import models

from zolal.activities.models.activity import Activity
from zolal.core.uid import uuid7


class Attachment(models.Model):
    """A file that belongs to an activity, and so to its customer. The bytes lie in the data folder under `sha256`."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
