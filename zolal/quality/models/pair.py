from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7


class Pair(models.Model):
    """Two records that may be one, `first_id` < `second_id`.

    `evidence` is [[field, level name, weight]] of the comparison, strongest first. `effect` is what a merge would
    mend (how many records hang on the two). What somebody decided is kept for ever: `NOT_SAME` and `HOUSEHOLD` keep
    the two apart in every later run.
    """

    class Decision(models.TextChoices):
        OPEN = "open", _("to be decided")
        SAME = "same", _("the same")
        NOT_SAME = "not_same", _("not the same")
        HOUSEHOLD = "household", _("same household")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    record_type = models.CharField(max_length=20)
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    probability = models.FloatField()
    evidence = models.JSONField(default=list)
    effect = models.PositiveIntegerField(default=0)
    decision = models.CharField(max_length=9, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    skipped_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record_type", "first_id", "second_id"], name="one_pair"),
            models.CheckConstraint(condition=models.Q(first_id__lt=models.F("second_id")), name="pair_in_order"),
        ]
        indexes = [
            models.Index(fields=["record_type", "second_id"], name="pair_by_second"),
            models.Index(fields=["record_type", "decision", "-probability", "-effect", "id"], name="pair_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
