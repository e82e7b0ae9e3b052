from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7


class Report(models.Model):
    """A report that somebody decides by, and the fields it needs: reports come first, fields follow from them."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("every week")
        MONTHLY = "monthly", _("every month")
        QUARTERLY = "quarterly", _("every quarter")
        YEARLY = "yearly", _("every year")
        ASKED = "asked", _("when asked for")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    record_type = models.CharField(max_length=20)
    name = models.CharField(_("name"), max_length=150)
    decision = models.TextField(_("decision"), help_text="what is decided by it")
    readers = models.CharField(_("readers"), max_length=200, blank=True)
    rhythm = models.CharField(_("rhythm"), max_length=10, choices=Rhythm, default=Rhythm.MONTHLY)
    fields = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["record_type", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["record_type", "name"], name="one_report_a_name")]

    def __str__(self) -> str:
        return self.name
