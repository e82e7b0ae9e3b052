from __future__ import annotations

from django.db import models

from zolal.core.uid import uuid7


class Holiday(models.Model):
    """What the company says of a day: that it is off, or that it is worked although it is an official holiday."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    day = models.DateField(unique=True)
    name = models.CharField(max_length=100)
    is_off = models.BooleanField(default=True)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.name
