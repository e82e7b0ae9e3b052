from __future__ import annotations

from django.db import models

from zolal.core.models import Action
from zolal.core.uid import uuid7


class Event(models.Model):
    """What other programs are told: that a record was created, changed or removed, or many at once.

    Of one record `record_uid` and the changed `fields` are kept, of many `many` with their uids. Values are not: they
    are read from the ledger when it is sent, so that what is erased there is nowhere else.
    """

    class Change(models.TextChoices):
        CREATED = "created"
        CHANGED = "changed"
        REMOVED = "removed"
        NONE = ""  # a test

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    type = models.CharField(max_length=60)
    at = models.DateTimeField(db_index=True)
    action = models.ForeignKey(Action, models.PROTECT, null=True, related_name="+")
    record_type = models.CharField(max_length=60, blank=True)
    change = models.CharField(max_length=7, choices=Change, blank=True)
    record_id = models.BigIntegerField(null=True)
    record_uid = models.UUIDField(null=True)
    version = models.PositiveIntegerField(null=True)
    fields = models.JSONField(default=list)
    many = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["record_type", "record_id"], name="event_of_record")]

    def __str__(self) -> str:
        return f"{self.type} {self.uid}"
