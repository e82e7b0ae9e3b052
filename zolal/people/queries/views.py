"""Saved views: one's own, and those that colleagues share with all or a team; and which lists can be kept so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol
from uuid import UUID

from django.db.models import Q, QuerySet

from zolal.accounts.models import User
from zolal.people.models import SavedView
from zolal.people.queries.wish import Wish


class Kept(Protocol):
    """A list that can be kept: of which records, and its filters, order and columns as a query string."""

    @property
    def record_type(self) -> str: ...

    def kept(self) -> str: ...


Read = Callable[[str], Kept]
"""From a query string; raises `BadWish`."""

_lists: dict[str, Read] = {
    "person": lambda query: Wish.read("person", query),
    "company": lambda query: Wish.read("company", query),
}


def offer_list(record_type: str, read: Read) -> None:
    """Let lists of other records be kept; called when their app is ready."""
    _lists[record_type] = read


def lists() -> Mapping[str, Read]:
    """How the list of each record type is read."""
    return _lists


def views_for(user: User, record_type: str) -> QuerySet[SavedView]:
    """By name, one's own first."""
    seen = Q(user=user) | (_shown_to(user) & Q(user__is_active=True))
    views = SavedView.objects.filter(seen, record_type=record_type).select_related("user", "team")
    return views.annotate(theirs=~Q(user=user)).order_by("theirs", "name", "id")


def view_by_uid(uid: UUID, *, user: User) -> SavedView:
    """One's own view or a shared one. Raises `SavedView.DoesNotExist`."""
    return SavedView.objects.filter(Q(user=user) | _shown_to(user)).select_related("user", "team").get(uid=uid)


def _shown_to(user: User) -> Q:
    """What colleagues share with everybody, or with the user's team."""
    return Q(shared=True) | Q(team=user.team_id) if user.team_id else Q(shared=True)
