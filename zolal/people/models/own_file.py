from __future__ import annotations

from django.conf import settings
from django.db import models

from zolal.core.uid import uuid7


class OwnFile(models.Model):
    """A file in a field of the kind "file"; the bytes lie in the data folder under `sha256`.

    The fact names it, see `people.own.files`. `record_type` and `record_id` say into which record it came first, and
    with whom it is forgotten; until then it is only of whom handed it in.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    record_type = models.CharField(max_length=20, blank=True)
    record_id = models.BigIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["record_type", "record_id"], name="own_file_of_record")]

    def __str__(self) -> str:
        return self.name
