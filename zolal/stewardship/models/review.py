from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7


class Review(models.Model):
    """A look at how we collect, update and manage the data, not at the data itself; held again `every` so many months.

    `questions` is [{"area", "question", "finding"}]. `held_on` is null until it was held; then the next one follows.
    """

    class Area(models.TextChoices):
        COLLECTION = "collection", _("how we collect")
        UPDATE = "update", _("how we update")
        MANAGEMENT = "management", _("how we manage")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    title = models.CharField(max_length=100)
    planned_on = models.DateField()
    every = models.PositiveSmallIntegerField(default=0)
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    questions = models.JSONField()
    summary = models.TextField(blank=True)
    held_on = models.DateField(null=True)
    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="following")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["planned_on", "id"]

    def __str__(self) -> str:
        return self.title


class ReviewDecision(models.Model):
    """What a review decided: who does what until when."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="decisions")
    text = models.TextField()
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text[:50]
