from __future__ import annotations

from django.db import models

from zolal.stewardship.models.plan import Plan


class PlanRecord(models.Model):
    """A record of the list that a plan goes through, whatever becomes of it later.

    Only those whose `place` is within the plan's `total` belong to it: who was taken in leaves again where that is
    undone. The row outlives its plan, so that a plan which undo brings back knows its list.
    """

    plan = models.ForeignKey(Plan, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    record_id = models.BigIntegerField()
    place = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "record_id", "place"], name="planned_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.record_id}"
