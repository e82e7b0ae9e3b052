from __future__ import annotations

from django.db import models


class Schedule(models.Model):
    """When a recurring task is due next. Whoever moves `next_at` on puts the job into the queue: one worker, once."""

    task = models.CharField(max_length=100, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.task
