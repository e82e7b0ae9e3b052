from __future__ import annotations

from django.conf import settings
from django.db import models

from zolal.core.uid import uuid7


class Sheet(models.Model):
    """A table somebody has sent in and looks at before it is taken in: `rows` is [{field: text}] as it was read."""

    class Kind(models.TextChoices):
        PRODUCTS = "products"
        PRICES = "prices"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=255)
    rows = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    about = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
