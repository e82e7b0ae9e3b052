from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7


class Rule(models.Model):
    """What an administrator wants records to be like; `kind` and `parameters` are the engine's.

    One that has ended stays, so that what it caught can still be explained. `standard` names the rule that comes with
    Zolal of which this one is the changed form, "" for a rule of one's own.
    """

    class Severity(models.TextChoices):
        BLOCK = "block", _("block")
        WARN = "warn", _("warn")
        QUEUE = "queue", _("queue")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    record_type = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    parameters = models.JSONField()
    severity = models.CharField(max_length=5, choices=Severity, default=Severity.QUEUE)
    message = models.CharField(max_length=300, blank=True)
    active = models.BooleanField(default=True)
    standard = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    edited_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """What the issues it finds are called."""
        return self.standard or f"rule:{self.uid}"
