from __future__ import annotations

from django.db import models

from zolal.core.models import Action


class Heard(models.Model):
    """A write that is still to be told to other programs, noted in its transaction.

    `ids` are those of the records; of removed ones, which cannot be asked any more, `gone` keeps by id what decides who
    hears of it: {"uid", "owner", "team"}.
    """

    id = models.BigAutoField(primary_key=True)
    action = models.ForeignKey(Action, models.CASCADE, related_name="+")
    record_type = models.CharField(max_length=20)
    ids = models.JSONField(default=list)
    gone = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.record_type} of {self.action_id}"
