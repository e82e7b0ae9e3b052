from __future__ import annotations

from django.conf import settings
from django.db import models

from zolal.core.uid import uuid7


class Schedule(models.Model):
    """When the data is looked after: a day of every Jalali month, who takes part, what is dealt to them.

    `classes` are the names of what is dealt ("duplicate" and `quality.Issue.Group`), `at_most` how much of it somebody
    gets at most, `days` how long they have, `remind` how many days before the end they are reminded. `next_on` is the
    day of the next run.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=100)
    day = models.PositiveSmallIntegerField()
    classes = models.JSONField()
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    at_most = models.PositiveIntegerField()
    days = models.PositiveSmallIntegerField()
    remind = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    next_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
