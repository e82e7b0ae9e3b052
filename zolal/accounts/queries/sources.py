"""Where values come from, for who reads the settings."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.reach import sees_all_settings
from zolal.core.models import Action, Source

_SOMEBODYS = (Source.Method.IMPORT, Source.Method.HAND)


def sources(user: User) -> QuerySet[Source]:
    """The sources, newest first; from who does not see all records, those are kept that are called like others, or like
    their files.

    Raises `NotAllowed`.
    """
    demand(user, "settings.read")
    found = Source.objects.order_by("-pk")
    if sees_all_settings(user):
        return found
    theirs = Action.objects.filter(actor=user, source__method__in=_SOMEBODYS).values("source")
    return found.exclude(~Q(pk__in=theirs), method__in=_SOMEBODYS)


def source_by_id(user: User, number: int) -> Source:
    """Raises `NotAllowed`, `Source.DoesNotExist`."""
    return sources(user).get(pk=number)
