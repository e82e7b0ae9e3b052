from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import Team
from zolal.core.models import Record
from zolal.sales.models.invoice import Invoice


class Payment(Record):
    """Money for an invoice, in rials; below nothing: money given back."""

    class Method(models.TextChoices):
        TRANSFER = "transfer", _("bank transfer")
        CARD = "card", _("card")
        CASH = "cash", _("cash")
        CHEQUE = "cheque", _("cheque")
        ONLINE = "online", _("online gateway")
        OTHER = "other", _("other")

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="payments")
    on = models.DateField()
    amount = models.BigIntegerField()
    method = models.CharField(max_length=8, choices=Method, default=Method.TRANSFER)
    reference = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=500, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["on"], name="payment_by_day")]
