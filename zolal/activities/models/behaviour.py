from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7


class Behaviour(models.Model):
    """One of the behaviours that observations choose from: "asks for the price first"; the administrator's list."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=100, unique=True)
    archived = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name
