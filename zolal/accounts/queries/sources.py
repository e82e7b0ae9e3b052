"""Where values come from, for who reads the settings."""

from __future__ import annotations

from django.db.models import QuerySet

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.models import Source


def sources(user: User) -> QuerySet[Source]:
    """Every source, newest first. Raises `NotAllowed`."""
    demand(user, "settings.read")
    return Source.objects.order_by("-pk")


def source_by_id(user: User, number: int) -> Source:
    """Raises `NotAllowed`, `Source.DoesNotExist`."""
    return sources(user).get(pk=number)
