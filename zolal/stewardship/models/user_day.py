from __future__ import annotations

from django.conf import settings
from django.db import models


class UserDay(models.Model):
    """What somebody did on a day that is over, counted from the ledger the night after (`zolal.stewardship.daily`).

    `people` and `companies` were entered one by one; `quality` is the sum of the scores they had that night, `faulty`
    how many of them had something invalid. The row without a user says that the day was counted.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False)
    day = models.DateField()
    actions = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    companies = models.PositiveIntegerField(default=0)
    edited = models.PositiveIntegerField(default=0)
    decided = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    quality = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "user"], name="one_day_a_user")]
        indexes = [models.Index(fields=["user", "day"], name="days_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"

    @property
    def entered(self) -> int:
        """People and companies."""
        return self.people + self.companies
