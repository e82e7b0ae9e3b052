from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7


class DataPlace(models.Model):
    """A place beside Zolal where data of customers lives, who keeps it and how one gets at it."""

    class Kind(models.TextChoices):
        SHEET = "sheet", _("spreadsheet")
        ACCOUNTING = "accounting", _("accounting software")
        SITE = "site", _("web site or shop")
        APP = "app", _("app")
        SOCIAL = "social", _("social network")
        PAPER = "paper", _("paper")
        OTHER = "other", _("something else")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=150, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    holds = models.CharField(_("what it holds"), max_length=300)
    keeper = models.CharField(_("who keeps it"), max_length=150, blank=True)
    reached = models.CharField(_("how one gets at it"), max_length=300, blank=True)
    readers = models.CharField(_("who has access"), max_length=300, blank=True)
    is_reachable = models.BooleanField(_("the analyst can reach it"), default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
