"""The behaviours that observations choose from."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from zolal.activities.models import Behaviour


def behaviours(*, archived: bool = False) -> QuerySet[Behaviour]:
    """By name; those no longer offered only when asked for."""
    found = Behaviour.objects.order_by("name", "id")
    return found if archived else found.filter(archived=False)


def behaviour_by_uid(uid: UUID) -> Behaviour:
    """Raises `Behaviour.DoesNotExist`."""
    return Behaviour.objects.get(uid=uid)
