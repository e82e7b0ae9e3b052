from __future__ import annotations

from django.db import models

from zolal.core.uid import uuid7
from zolal.sales.models.pipeline import Pipeline


class Stage(models.Model):
    """A step of a pipeline, in which deals wait for the next one.

    `probability` is how likely deals here are won, in per cent; `needs` names what a deal must have to enter; after
    `idle_days` in which nothing happened a deal counts as rotting; `guidance` says what is to be done here.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    pipeline = models.ForeignKey(Pipeline, models.PROTECT, related_name="stages")
    name = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField(default=0)
    probability = models.PositiveSmallIntegerField(default=0)
    idle_days = models.PositiveSmallIntegerField(null=True)
    needs = models.JSONField(default=list)
    colour = models.CharField(max_length=20, default="slate")
    guidance = models.TextField(blank=True)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
