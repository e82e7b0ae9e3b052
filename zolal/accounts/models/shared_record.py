from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models.team import Team
from zolal.accounts.models.user import User
from zolal.core.uid import uuid7


class SharedRecord(models.Model):
    """One record let be seen, or changed, by a user or a team whose role does not reach it."""

    class Level(models.TextChoices):
        READ = "read", _("may see it")
        EDIT = "edit", _("may change it")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    record_type = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="shared_records")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="shared_records")
    level = models.CharField(max_length=4, choices=Level, default=Level.READ)
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, team__isnull=True) | Q(user__isnull=True, team__isnull=False),
                name="shared_with_one",
            ),
            models.UniqueConstraint(
                fields=["record_type", "record_id", "user"], name="shared_once_with_user", condition=Q(team=None)
            ),
            models.UniqueConstraint(
                fields=["record_type", "record_id", "team"], name="shared_once_with_team", condition=Q(user=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}"
