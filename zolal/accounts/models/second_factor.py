from __future__ import annotations

from django.db import models

from zolal.accounts.models.user import User


class SecondFactor(models.Model):
    """What somebody shows besides the password: codes of an authenticator app that knows `secret`.

    It counts from `confirmed_at` on. `step` is the last half minute of which a code was taken, so that none is good
    twice. `recovery` holds digests of codes that are good once each, for who has lost the app. `failures` in a row
    close the door for a while, from `failed_at` on.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    secret = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True)
    step = models.BigIntegerField(default=0)
    recovery = models.JSONField(default=list)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"
