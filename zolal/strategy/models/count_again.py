from __future__ import annotations

from django.db import models


class CountAgain(models.Model):
    """A day gone by whose figures were changed since; one row a change, so that no two writers wait for each other."""

    id = models.BigAutoField(primary_key=True)
    source = models.CharField(max_length=40)
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.source} {self.day}"
