from __future__ import annotations

from django.db import models


class Team(models.Model):
    """People who share work: marketing, sales in Shiraz, service."""

    name = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
