from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from zolal.activities.models.activity import Activity
from zolal.people.models import Person


class Attendee(models.Model):
    """Somebody who takes part in a meeting: a person of the customer's, or one of us."""

    id = models.BigAutoField(primary_key=True)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attendees")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=True) ^ Q(user__isnull=True), name="attendee_is_one")
        ]

    def __str__(self) -> str:
        return str(self.person or self.user)
