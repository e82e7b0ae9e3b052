"""Who wants their day by e-mail."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.calendar.models import DayLetter


def wants_letters(user: User) -> bool:
    """Raises `NotAllowed`."""
    demand(user, "records.read")
    return DayLetter.objects.filter(user=user).exists()


def can_be_mailed() -> bool:
    """Whether a mail server is known."""
    return bool(settings.EMAIL_HOST)


def waiting_on(today: date) -> list[DayLetter]:
    """Whose day was not mailed yet today."""
    found = DayLetter.objects.filter(user__is_active=True).exclude(sent_on=today)
    return list(found.select_related("user__team").order_by("user_id"))
