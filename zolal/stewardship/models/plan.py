from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7


class Plan(models.Model):
    """How the old customers come in without a rush: what, how much, by whom, and how much in a day or a week.

    Paper is entered anew; of a list (`query`) each record that was in it is gone through (`PlanRecord`). `total` is how
    much there is, `quota` how much each person does `per` day or week. Nobody works on Friday, on Thursday only with
    `thursdays`. What was done before `begins_at` is no work of the plan.
    """

    class Kind(models.TextChoices):
        PAPER = "paper", _("paper or files, to be entered anew")
        LIST = "list", _("a list of records, to be gone through")

    class Per(models.TextChoices):
        DAY = "day", _("a working day")
        WEEK = "week", _("a week")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=100)
    what = models.TextField(blank=True)
    kind = models.CharField(max_length=5, choices=Kind)
    record_type = models.CharField(max_length=20)
    query = models.TextField(blank=True)
    total = models.PositiveIntegerField()
    quota = models.PositiveIntegerField()
    per = models.CharField(max_length=4, choices=Per, default=Per.DAY)
    thursdays = models.BooleanField(default=True)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    starts_on = models.DateField()
    ended_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def begins_at(self) -> datetime:
        """The beginning of its first day; when it was made, where that was within that day."""
        begin = timezone.make_aware(datetime.combine(self.starts_on, time()))
        return self.created_at if timezone.localdate(self.created_at) == self.starts_on else begin

    @property
    def first_whole_day(self) -> date:
        """The first day of which the whole quota is expected."""
        return self.starts_on + timedelta(days=self.begins_at == self.created_at)

    @property
    def daily(self) -> float:
        """What each person does on a working day."""
        return self.quota / (6 if self.thursdays else 5) if self.per == self.Per.WEEK else float(self.quota)
