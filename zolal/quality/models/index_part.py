from __future__ import annotations

from secrets import randbits

from django.db import models


def new_token() -> int:
    """A number that no other part has or had."""
    return randbits(63)


class IndexPart(models.Model):
    """A part of the index of one against all: `data` are the signs of some records (`zolal.engine.match.index`).

    A row is never changed: a write adds one with its records, now and then some are put together in a new one. So a
    transaction's records are found in it and, once it is committed, everywhere; `token` tells what was read already,
    for ids come again after a transaction was taken back. `rules` is the fingerprint of the rules by which keys and
    signs were made (`zolal.quality.key_rules`); a part of other rules finds too little, and the index is built anew.
    """

    token = models.BigIntegerField(default=new_token, unique=True, editable=False)
    record_type = models.CharField(max_length=20)
    records = models.PositiveIntegerField()
    data = models.BinaryField()
    rules = models.CharField(max_length=16, default="")

    class Meta:
        indexes = [models.Index(fields=["record_type", "token", "records"], name="index_part_of_type")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.records}"
