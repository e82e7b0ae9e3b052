from __future__ import annotations

from django.db import models

from zolal.core.models.action import Action


class Change(models.Model):
    """What one action did to one record.

    `before` and `after` hold only the facts that changed, null for a fact that was or became absent; `before` itself is
    null where the record was created, `after` where it was removed (then the other one holds all its facts).

    `origins` names, for each changed fact, the action it came from before (0: none), so that undo gives provenance
    back too; of a removed record it is the whole `provenance`. `origins_after` names them afterwards, where that is not
    this action: what an undo or a merge brings keeps its own origin.

    `version` is the one the record got (of a removed one, had). `kept` is what a removed record needs to come back:
    {"uid", "created_at", "rows": images of the rows that pointed at it}. `raw` holds what was typed, for facts whose
    normal form differs and which came from no kept row.

    There is one row for a record and an action; a second one only where somebody else wrote the record in between.
    """

    id = models.BigAutoField(primary_key=True)
    action = models.ForeignKey(Action, models.PROTECT, related_name="changes", db_index=False)
    record_type = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    version = models.PositiveIntegerField(default=1)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    origins = models.JSONField(default=dict)
    origins_after = models.JSONField(null=True)
    kept = models.JSONField(null=True)
    raw = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["record_type", "record_id", "id"], name="change_of_record"),
            models.Index(fields=["action", "id"], name="change_of_action"),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}"
