from __future__ import annotations

from django.conf import settings
from django.db import models


class FieldDefault(models.Model):
    """A value that forms offer for a field, because nearly everybody has it.

    `share` of `known` filled records had it when it was chosen: what entries made since are compared with.
    """

    record_type = models.CharField(max_length=20)
    field = models.CharField(max_length=60)
    value = models.CharField(max_length=200)
    share = models.FloatField()
    known = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_type", "field"], name="one_default_a_field")]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"
