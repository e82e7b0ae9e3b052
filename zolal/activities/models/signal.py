from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zolal.core.models import Source
from zolal.core.uid import uuid7
from zolal.people.models import Company, Person


class Signal(models.Model):
    """Something that happened with a customer, told by any part of the product or by another program.

    Written once and never changed. `key` is the teller's own name for it, so that what is told twice stands once.
    Neither key is checked by the database: signals of a record that was deleted wait for its return.
    """

    class Kind(models.TextChoices):
        EMAIL_OPENED = "email_opened", _("E-mail opened")
        SITE_VISITED = "site_visited", _("Site visited")
        ASSET_ENGAGED = "asset_engaged", _("Content used")
        CALL_ANSWERED = "call_answered", _("Call answered")
        EMAIL_SENT = "email_sent", _("E-mail sent")
        EMAIL_BOUNCED = "email_bounced", _("E-mail came back")
        SMS_SENT = "sms_sent", _("SMS sent")
        CALL_UNANSWERED = "call_unanswered", _("Call not answered")
        UNSUBSCRIBED = "unsubscribed", _("Unsubscribed")
        COMPLAINED = "complained", _("Complained")
        MACHINE = "machine", _("Opened by a machine")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(
        Person, models.DO_NOTHING, null=True, related_name="signals", db_index=False, db_constraint=False
    )
    company = models.ForeignKey(
        Company, models.DO_NOTHING, null=True, related_name="signals", db_index=False, db_constraint=False
    )
    kind = models.CharField(max_length=15, choices=Kind)
    at = models.DateTimeField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    key = models.CharField(max_length=200, null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["person", "at"], condition=Q(person__isnull=False), name="signal_of_person"),
            models.Index(fields=["company", "at"], condition=Q(company__isnull=False), name="signal_of_company"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="one_signal_a_key"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(company__isnull=True), name="signal_of_one_record"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


OF_LIFE = (
    Signal.Kind.EMAIL_OPENED,
    Signal.Kind.SITE_VISITED,
    Signal.Kind.ASSET_ENGAGED,
    Signal.Kind.CALL_ANSWERED,
)
"""The four that say that somebody still listens; the others are kept because they explain why somebody does not."""
