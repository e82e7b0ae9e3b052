from __future__ import annotations

from django.conf import settings
from django.db import models

from zolal.core.uid import uuid7


class Feed(models.Model):
    """A secret link by which a calendar program reads what its user has planned; only its SHA-256 is kept."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
