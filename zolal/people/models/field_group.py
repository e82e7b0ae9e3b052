from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import Team
from zolal.core.uid import uuid7


class FieldGroup(models.Model):
    """A group of fields as an administrator arranged it: a further one, or one that comes with Zolal under its key.

    `roles` (their keys) and `team` keep it: only they, and administrators, write its fields. Without
    any it is everybody's.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    key = models.CharField(max_length=40, unique=True)
    label_fa = models.CharField(_("name in Persian"), max_length=100, blank=True)
    label_en = models.CharField(_("name in English"), max_length=100, blank=True)
    colour = models.CharField(_("colour"), max_length=20, default="slate")
    position = models.PositiveIntegerField(default=0)
    roles = models.JSONField(_("roles"), default=list)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label_fa or self.label_en or self.key
