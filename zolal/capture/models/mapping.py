from __future__ import annotations

from django.db import models

from zolal.capture.models.import_ import Import


class Mapping(models.Model):
    """How the columns of files with these headers were mapped last time, to be proposed again."""

    record_type = models.CharField(max_length=20)
    signature = models.CharField(max_length=64, help_text="SHA-256 of the compared headers in order")
    columns = models.JSONField()
    of = models.ForeignKey(
        Import, models.SET_NULL, null=True, related_name="+", help_text="whose columns were mapped so the last time"
    )
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_type", "signature"], name="one_mapping_a_header")]

    def __str__(self) -> str:
        return self.signature[:12]
