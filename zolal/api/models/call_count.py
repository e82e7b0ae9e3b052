from __future__ import annotations

from django.db import models


class CallCount(models.Model):
    """How often a token, or a browser's user, has called within a minute, counted over all worker processes."""

    caller = models.CharField(max_length=40)
    minute = models.PositiveBigIntegerField(help_text="since 1970")
    calls = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "minute"], name="one_count_a_minute")]

    def __str__(self) -> str:
        return f"{self.caller} {self.minute}"
