from __future__ import annotations

from django.db import models


class LeftPair(models.Model):
    """An open pair that went when one of its records was archived, removed or edited, as it was (`pair`: its columns).

    `first_keys` and `second_keys` say by what the two were compared then: it comes back as soon as both are again
    (`zolal.quality.left_pairs`).
    """

    record_type = models.CharField(max_length=20)
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    first_keys = models.BigIntegerField()
    second_keys = models.BigIntegerField()
    pair = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_type", "first_id", "second_id"], name="left_once")]
        indexes = [models.Index(fields=["record_type", "second_id"], name="left_pair_by_second")]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
