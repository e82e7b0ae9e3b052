from __future__ import annotations

from django.db import models

from zolal.accounts.models.user import User
from zolal.core.uid import uuid7


class Deputy(models.Model):
    """That somebody stands in for a colleague, from one day to another, both included.

    Meanwhile `deputy` may on the records of `user` what that one may.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="deputies")
    deputy = models.ForeignKey(User, models.CASCADE, related_name="stands_in")
    begins_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["begins_on", "id"]
        indexes = [models.Index(fields=["deputy", "ends_on"], name="deputy_now")]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.user}"
