from __future__ import annotations

from django.db import models
from django.db.models import Q


class OwnValue(models.Model):
    """One value of a field in `own`, so that lists find it by an index; follows from the facts, see `people.own.index`.

    `field` is the number of the field, which says the kind of record too; `record` the id of the record. Of a text
    that is its sort key, of a choice its value, of what else is in order a number.
    """

    id = models.BigAutoField(primary_key=True)
    field = models.BigIntegerField()
    record = models.BigIntegerField()
    text = models.CharField(max_length=100, null=True)
    number = models.FloatField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["field", "text", "record"], name="own_by_text", condition=Q(text__isnull=False)),
            models.Index(fields=["field", "number", "record"], name="own_by_number", condition=Q(number__isnull=False)),
            models.Index(fields=["record", "field"], name="own_of_record"),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.text or self.number}"
