from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7
from zolal.people.models import Company


class SalesChannel(models.Model):
    """A company that sells for us, and whom it belongs to: a distributor, an agent, a retailer, a shop online.

    `manager` looks after it, `parent` is the channel that it is served by. It sells `products` and `categories` (ids;
    none: everything) in `regions` (names of provinces; none: everywhere). `margin` is in hundredths of a per cent.
    """

    class Kind(models.TextChoices):
        DISTRIBUTOR = "distributor", _("distributor")
        AGENT = "agent", _("agent")
        RETAILER = "retailer", _("retailer")
        ONLINE = "online", _("online shop")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=11, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    margin = models.PositiveIntegerField(null=True)
    regions = models.JSONField(default=list)
    products = models.JSONField(default=list)
    categories = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "kind"], name="one_channel_of_a_kind")]
        verbose_name_plural = _("Sales channels")

    def __str__(self) -> str:
        return f"{self.company} ({self.get_kind_display()})"
