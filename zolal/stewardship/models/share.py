from __future__ import annotations

from django.conf import settings
from django.db import models

from zolal.core.uid import uuid7
from zolal.stewardship.models.run import Run


class Share(models.Model):
    """Somebody's part of a run: how much was `dealt` to them, how much of it is `done`, and their signature.

    `left_at` is when they left the run and what they had not done was dealt anew.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="shares", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dealt = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True)
    signed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["run", "user"], name="one_share_a_run")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.done}/{self.dealt}"

    @property
    def open(self) -> int:
        """What is still to be done."""
        return self.dealt - self.done
