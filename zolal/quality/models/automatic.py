from __future__ import annotations

from django.conf import settings
from django.db import models


class Automatic(models.Model):
    """Sure pairs of a type of records are merged by themselves, in the name of who switched it on; no row: off.

    Who switched it on and off, and why, stands in the ledger.
    """

    record_type = models.CharField(max_length=20, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.record_type} {self.by}"
