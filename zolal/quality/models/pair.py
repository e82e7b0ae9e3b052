from __future__ import annotations

from random import random

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import Team
from zolal.core.uid import uuid7
from zolal.quality.models.repeated import repeated


def draw() -> float:
    """A lot: any number from 0 to 1 is as likely as any other."""
    return random()


class Pair(models.Model):
    """Two records that may be one, `first_id` < `second_id`.

    `evidence` is [[field, level name, weight]] of the comparison, strongest first. `effect` is what a merge would
    mend (how many records hang on the two). What somebody decided is kept for ever: `NOT_SAME` and `HOUSEHOLD` keep
    the two apart in every later run.

    Whose the two records are is repeated here (`zolal.quality.whose_pairs` keeps it true), so that the queue of
    somebody who sees a part of the records is found in an index.

    `lot` is drawn once, before anybody looks: of any set of pairs those with the lowest lots are a random sample. A
    `sampled` pair is less likely than "match.ask" and only asked about to learn how many are overlooked. `teaches` is
    how much an answer would tell, 0 where that is not known. `compared` is what was compared when a person decided, as
    `zolal.engine.match.rescore_stored` keeps it: what the model learns from.
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
    first_owner = repeated(settings.AUTH_USER_MODEL)
    first_team = repeated(Team)
    second_owner = repeated(settings.AUTH_USER_MODEL)
    second_team = repeated(Team)
    probability = models.FloatField()
    evidence = models.JSONField(default=list)
    effect = models.PositiveIntegerField(default=0)
    decision = models.CharField(max_length=9, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    skipped_at = models.DateTimeField(null=True)
    lot = models.FloatField(default=draw)
    sampled = models.BooleanField(default=False)
    teaches = models.FloatField(default=0)
    compared = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record_type", "first_id", "second_id"], name="one_pair"),
            models.CheckConstraint(condition=models.Q(first_id__lt=models.F("second_id")), name="pair_in_order"),
        ]
        indexes = [
            models.Index(fields=["record_type", "second_id"], name="pair_by_second"),
            models.Index(fields=["record_type", "decision", "-probability", "-effect", "id"], name="pair_queue"),
            models.Index(
                fields=["record_type", "decision", "first_owner", "second_owner", "-probability", "-effect", "id"],
                name="pair_of_owners",
            ),
            models.Index(fields=["record_type", "decision", "lot"], name="pair_by_lot"),
            models.Index(
                fields=["record_type", "decision", "lot"], name="pair_sampled", condition=models.Q(sampled=True)
            ),
            models.Index(
                fields=["record_type", "decision", "-teaches", "id"],
                name="pair_telling",
                condition=models.Q(teaches__gt=0),
            ),
            models.Index(fields=["record_type"], name="pair_answered", condition=models.Q(compared__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"

    @property
    def is_open(self) -> bool:
        return self.decision == self.Decision.OPEN
