from __future__ import annotations

from django.db import models


class Tombstone(models.Model):
    """That somebody was erased: keyed hashes of what identifies them, so that an import does not bring them back."""

    digest = models.CharField(max_length=64, unique=True)
    erased_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest[:12]
