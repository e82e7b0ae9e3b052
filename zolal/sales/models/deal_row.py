from __future__ import annotations

from django.db import models
from django.db.models import Q


class DealRow(models.Model):
    """The row of a file that a deal was made or changed by, as it was sent in: `raw` is {head: cell}.

    A row is known again by `number`, the number of the deal where it comes from, or by `digest`, all of what it tells.
    `deal_id` is no key of the database: a row whose deal is away (undone, deleted) does not count, and counts again
    when the deal comes back. `person_id` and `company_id` say of whom it tells, `action_id` is the import.
    """

    deal_id = models.BigIntegerField(db_index=True)
    person_id = models.BigIntegerField(null=True)
    company_id = models.BigIntegerField(null=True)
    action_id = models.BigIntegerField(null=True, db_index=True)
    file = models.CharField(max_length=255)
    row = models.PositiveIntegerField()
    number = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    raw = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["number"], condition=~Q(number=""), name="deal_row_number"),
            models.Index(fields=["digest"], name="deal_row_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.file}: {self.row}"
