from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.models import Source
from zolal.core.uid import uuid7


class Sample(models.Model):
    """Records drawn by lot, so that people find out how many of their values hold.

    The same `seed` draws the same of the same records. `population` is how many there were to draw from.
    """

    class Scope(models.TextChoices):
        ALL = "all", _("all data")
        GOAL = "goal", _("data the goals need")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    record_type = models.CharField(max_length=20)
    scope = models.CharField(max_length=4, choices=Scope)
    seed = models.BigIntegerField()
    size = models.PositiveIntegerField()
    population = models.PositiveIntegerField()
    by_source = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.record_type} {self.at:%Y-%m-%d}"


class SampledValue(models.Model):
    """One value of a drawn record, as it stood then, and what somebody found of it.

    `number` is the record's place in the sample; `value` names it as a rating does; `source` is where it came from.
    """

    class Outcome(models.TextChoices):
        RIGHT = "right", _("right")
        WRONG = "wrong", _("wrong")
        UNKNOWN = "unknown", _("could not be checked")

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="values")
    number = models.PositiveIntegerField()
    record_id = models.BigIntegerField()
    field = models.CharField(max_length=60)
    value = models.TextField()
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+", db_index=False)
    dealt_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    right = models.TextField(blank=True)
    method = models.CharField(max_length=10, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    checked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sample", "number", "id"], name="sampled_value_in_order")]

    def __str__(self) -> str:
        return f"{self.number} {self.field}"
