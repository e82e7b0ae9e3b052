from __future__ import annotations

from django.db import models

from zolal.core.uid import uuid7


class Pipeline(models.Model):
    """A way that deals go, stage by stage. One that is archived keeps its deals and takes no new ones."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=100)
    about = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
