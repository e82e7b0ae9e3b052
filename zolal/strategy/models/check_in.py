from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from zolal.core.uid import uuid7
from zolal.strategy.models.goal import Goal


class CheckIn(models.Model):
    """What somebody said of a goal on a day; of one that is reported, with a value."""

    class Outlook(models.TextChoices):
        GOOD = "good", pgettext_lazy("outlook", "we will make it")
        UNSURE = "unsure", pgettext_lazy("outlook", "not sure")
        BAD = "bad", pgettext_lazy("outlook", "in danger")

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="check_ins", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    value = models.BigIntegerField(null=True)
    note = models.TextField(blank=True)
    outlook = models.CharField(max_length=6, choices=Outlook, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["goal", "-on", "-id"], name="check_in_of_goal")]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.on}"
