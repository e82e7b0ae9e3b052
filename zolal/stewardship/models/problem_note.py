from __future__ import annotations

from django.conf import settings
from django.db import models

from zolal.core.uid import uuid7
from zolal.stewardship.models.problem import Problem


class ProblemNote(models.Model):
    """What somebody said about a problem."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:50]
