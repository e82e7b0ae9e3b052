from __future__ import annotations

from django.db import models

from zolal.strategy.models.goal import Goal


class GoalFigure(models.Model):
    """How far a goal is, as last counted; of a closed one as it was then. Null where it cannot be said.

    `target` is the amount to reach, `base` what growth is counted from, `start` the level before the period.
    """

    goal = models.OneToOneField(Goal, models.CASCADE, primary_key=True, related_name="figure")
    value = models.BigIntegerField(null=True)
    target = models.BigIntegerField(null=True)
    base = models.BigIntegerField(null=True)
    start = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.value}/{self.target}"
