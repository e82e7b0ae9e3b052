from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Question(models.Model):
    """A customer was asked for a field: what is counted so that nobody feels interrogated."""

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("answered")
        UNANSWERED = "unanswered", _("no answer")
        DECLINED = "declined", _("does not want to say")

    record_type = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    field = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=Outcome)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["record_type", "record_id", "at"], name="question_of_record")]

    def __str__(self) -> str:
        return f"{self.field} {self.outcome}"
