"""Saved views: one's own, and those that colleagues share."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from zolal.accounts.models import User
from zolal.people.models import SavedView


def views_for(user: User, record_type: str) -> QuerySet[SavedView]:
    """By name, one's own first."""
    seen = Q(user=user) | Q(shared=True, user__is_active=True)
    views = SavedView.objects.filter(seen, record_type=record_type).select_related("user")
    return views.annotate(theirs=~Q(user=user)).order_by("theirs", "name", "id")


def view_by_uid(uid: UUID, *, user: User) -> SavedView:
    """One's own view or a shared one. Raises `SavedView.DoesNotExist`."""
    return SavedView.objects.filter(Q(user=user) | Q(shared=True)).select_related("user").get(uid=uid)
