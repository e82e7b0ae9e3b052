from __future__ import annotations

from django.conf import settings
from django.db import models


class DayLetter(models.Model):
    """Somebody who wants their day by e-mail every morning; without a row nobody gets any. `sent_on`: the last one."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    sent_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"day of {self.user_id}"
