from __future__ import annotations

from django.db import models

from zolal.activities.models.signal import Signal


class Hearing(models.Model):
    """Since when, and until when, a kind of signal is told at all: nobody is silent while nobody listens."""

    kind = models.CharField(max_length=15, choices=Signal.Kind, primary_key=True)
    since = models.DateField()
    until = models.DateField()

    def __str__(self) -> str:
        return self.kind
