from __future__ import annotations

from django.db import models

from zolal.core.models import Action
from zolal.core.uid import uuid7


class Merge(models.Model):
    """One record absorbed by another.

    What changed on both stands in the ledger under `action`. `choices` is {fact: "keep" | "absorb"}: whose value
    survived; `rule` names what preselected them. `moved` is [[app.model.field, [ids]]]: what pointed at the absorbed
    record and was pointed at the kept one, and rows that would have doubled as they were. `probability` is how sure
    matching was where it merged by itself, null where a person did.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    action = models.OneToOneField(Action, models.PROTECT, related_name="merge")
    record_type = models.CharField(max_length=20)
    keep_id = models.BigIntegerField()
    absorb_id = models.BigIntegerField()
    rule = models.CharField(max_length=40)
    choices = models.JSONField(default=dict)
    moved = models.JSONField(default=list)
    probability = models.FloatField(null=True)
    undone_by = models.OneToOneField(Action, models.PROTECT, null=True, related_name="undone_merge")

    class Meta:
        indexes = [
            models.Index(fields=["record_type", "keep_id"], name="merge_by_keep"),
            models.Index(fields=["record_type", "absorb_id"], name="merge_by_absorb"),
            models.Index(
                fields=["record_type", "-id"], name="merge_by_machine", condition=models.Q(probability__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorb_id} → {self.keep_id}"
