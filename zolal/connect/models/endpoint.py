from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7


class Endpoint(models.Model):
    """Where another program hears of changes: an address, and what it wants to hear.

    `patterns` are those of the kinds of events ("person.*"). Sent is what `reader` sees. `former_secret` signs beside
    the new one until `former_until`. `failing_since` is when the first of the attempts failed after which none
    succeeded; `quiet_until` is when somebody who could not be reached, or asked for a pause, is tried again.
    """

    class Stopped(models.TextChoices):
        BY_HAND = "by hand", _("switched off")
        GONE = "gone", _("the other side has said that it is gone")
        FAILING = "failing", _("nothing has arrived for days")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    url = models.CharField(max_length=2_000)
    description = models.CharField(max_length=200, blank=True)
    patterns = models.JSONField(default=list)
    with_values = models.BooleanField(default=False)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    secret = models.CharField(max_length=100)
    former_secret = models.CharField(max_length=100, blank=True)
    former_until = models.DateTimeField(null=True)
    active = models.BooleanField(default=True)
    stopped = models.CharField(max_length=8, choices=Stopped, blank=True)
    failing_since = models.DateTimeField(null=True)
    quiet_until = models.DateTimeField(null=True)
    unreached = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.description or self.url
