from __future__ import annotations

from django.conf import settings
from django.db import models

from zolal.core.models.source import Source
from zolal.core.uid import uuid7


class Action(models.Model):
    """One thing somebody did: who, when, from which source. Its changes say to what.

    `kind` names the verb ("person.create", "import.commit", "merge", "undo"). `about` holds what a sentence about it
    needs: names, counts, parameters.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_index=True)
    about = models.JSONField(default=dict)
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="undoings")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["actor", "-id"], name="action_by_actor"),
            models.Index(fields=["kind", "-id"], name="action_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
