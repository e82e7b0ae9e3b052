from __future__ import annotations

from django.db import models


class MatchKeys(models.Model):
    """What matching compares of an active record: `keys` is {field: compared form} as JSON text.

    Follows from the record's facts and is written with them (`zolal.quality.index`), so that a question need not read
    and normalise records again.
    """

    record_type = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    keys = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_type", "record_id"], name="one_match_keys")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}"
