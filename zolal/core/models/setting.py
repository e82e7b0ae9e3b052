from __future__ import annotations

from django.db import models


class Setting(models.Model):
    """A choice of the administrator, by name."""

    name = models.CharField(max_length=80, primary_key=True)
    value = models.JSONField()

    def __str__(self) -> str:
        return self.name
