from __future__ import annotations

from django.db import models


class PastScore(models.Model):
    """The quality a record had before a day on which it changed.

    The first row of a day stands, later changes of that day add none. What a record has now is its `quality`; one whose
    score never changed has no row.
    """

    record_type = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    until = models.DateField()
    quality = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_id", "until"], name="past_score_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}: {self.quality}, {self.until}"
