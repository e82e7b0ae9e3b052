from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zolal.core.models import Action


class Handling(models.Model):
    """What somebody decided about one issue: the code found in a field whose raw text was this one.

    Another text is another issue, about which nothing was decided. Rows are only ever added; the last one that stands
    counts, and those of an action that was undone do not stand. They belong to the record, not to the row of the issue,
    which is written anew with the record. Who decided, when, and their note are in the action.
    """

    class Verdict(models.TextChoices):
        DISMISSED = "dismissed", _("right as it is")
        SNOOZED = "snoozed", _("put off")
        REOPENED = "reopened", _("open again")
        HANDED = "handed", _("handed over")

    action = models.ForeignKey(Action, models.PROTECT, related_name="handlings", db_index=False)
    record_type = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    fact = models.CharField(max_length=60)
    code = models.CharField(max_length=60)
    raw = models.TextField(blank=True)
    verdict = models.CharField(max_length=9, choices=Verdict)
    until = models.DateField(null=True)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    stands = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["record_type", "record_id"], name="handling_of_record", condition=Q(stands=True)),
            models.Index(fields=["action", "id"], name="handling_of_action"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.code} {self.fact}"
