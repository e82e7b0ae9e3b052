from __future__ import annotations

from django.db import models

from zolal.core.uid import uuid7


class ProductCategory(models.Model):
    """A sort of products, perhaps inside another one."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    sort_key = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name
