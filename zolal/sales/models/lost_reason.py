from __future__ import annotations

from django.db import models

from zolal.core.uid import uuid7


class LostReason(models.Model):
    """Why deals are lost, in the company's words."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
