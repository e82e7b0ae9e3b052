from __future__ import annotations

from django.db import models

from zolal.stewardship.models.run import Run
from zolal.stewardship.models.share import Share


class Assignment(models.Model):
    """One thing to be done about a record: an issue (`group`, `fact`, `code`), or a pair with `other_id` as the second.

    Done since `done_at`: the issue is gone or decided, the pair is judged (`zolal.stewardship.settling`).
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="assignments", db_index=False)
    share = models.ForeignKey(Share, models.CASCADE, related_name="assignments", db_index=False)
    record_type = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    other_id = models.BigIntegerField(default=0)
    group = models.CharField(max_length=10)
    fact = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=60, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "other_id", "run", "group", "fact", "code"], name="dealt_once"
            )
        ]
        indexes = [
            models.Index(fields=["share", "group", "done_at", "id"], name="assignment_of_share"),
            models.Index(fields=["run", "id"], name="assignment_of_run"),
            models.Index(
                fields=["record_type", "other_id"], name="assignment_of_other", condition=models.Q(other_id__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.record_type} {self.record_id}"
