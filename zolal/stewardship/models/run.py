from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.models import Job
from zolal.core.uid import uuid7
from zolal.stewardship.models.schedule import Schedule
from zolal.stewardship.months import Month


class Run(models.Model):
    """The maintenance of one month: what was to be done is dealt, worked off and signed.

    `items` were dealt, `waiting` were there in the classes of the schedule when it began. `before` and `after` are the
    numbers of `zolal.stewardship.numbers`, of all records. `started_by` is null where its day had come.
    """

    class State(models.TextChoices):
        DEALING = "dealing", _("being dealt")
        OPEN = "open", _("under way")
        SIGNED = "signed", _("signed off")
        CANCELLED = "cancelled", _("cancelled")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    schedule = models.ForeignKey(Schedule, models.PROTECT, related_name="runs")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=9, choices=State, default=State.DEALING)
    classes = models.JSONField()
    items = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-year", "-month", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "year", "month"], condition=~models.Q(state="cancelled"), name="one_run_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.month} {self.schedule_id}"

    @property
    def when(self) -> Month:
        return Month(self.year, self.month)
