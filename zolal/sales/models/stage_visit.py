from __future__ import annotations

from django.db import models

from zolal.sales.models.deal import Deal
from zolal.sales.models.stage import Stage


class StageVisit(models.Model):
    """That a deal was in a stage, from when until when: what the ledger tells, kept so that it is summed up fast.

    `went_on` is null while it is there; afterwards whether it left forwards, to a later stage or won.
    """

    id = models.BigAutoField(primary_key=True)
    deal = models.ForeignKey(Deal, models.CASCADE, related_name="visits")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    seconds = models.BigIntegerField(null=True)
    went_on = models.BooleanField(null=True)

    class Meta:
        ordering = ["entered_at", "id"]
        indexes = [models.Index(fields=["stage", "entered_at"], name="visit_of_stage")]

    def __str__(self) -> str:
        return f"{self.deal_id} in {self.stage_id}"
