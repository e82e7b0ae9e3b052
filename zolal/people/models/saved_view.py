from __future__ import annotations

from django.conf import settings
from django.db import models

from zolal.core.uid import uuid7


class SavedView(models.Model):
    """A list somebody wants to see again: the query string of its address is the whole state.

    It is for oneself, for one `team`, or `shared` with everybody.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    record_type = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    query = models.TextField(blank=True)
    shared = models.BooleanField(default=False)
    team = models.ForeignKey("accounts.Team", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "record_type", "name"], name="one_view_a_name")]

    def __str__(self) -> str:
        return self.name
