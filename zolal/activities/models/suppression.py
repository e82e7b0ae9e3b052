from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zolal.core.models import Action, Source
from zolal.core.uid import uuid7


class Suppression(models.Model):
    """An address that is not to be used any more, whoever it belongs to, also when they are deleted or imported again.

    `digest` is what is compared; `address` is the readable form, which is forgotten with the person who had it. An
    entry that is taken off the list stays as its history.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        SMS = "sms", _("SMS")
        CALL = "call", _("call")

    class Reason(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        BOUNCED = "bounced", _("bounced")
        COMPLAINT = "complaint", _("complaint")
        BY_HAND = "by_hand", _("by hand")
        LEGAL = "legal", _("legal")

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    channel = models.CharField(max_length=5, choices=Channel)
    digest = models.CharField(max_length=64)
    address = models.CharField(max_length=320, blank=True)
    reason = models.CharField(max_length=12, choices=Reason)
    note = models.CharField(max_length=500, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    action = models.ForeignKey(Action, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    removed_because = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["digest"], name="suppression_digest"),
            models.Index(fields=["address"], name="suppression_address"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "digest"], condition=Q(removed_at__isnull=True), name="one_suppression_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.digest[:12]}"
