"""Secret links to one's own calendar."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.calendar.models import Feed


def feeds_of(user: User) -> Sequence[Feed]:
    """One's own links that are good, newest first."""
    return list(Feed.objects.filter(user=user, revoked_at=None).order_by("-id"))


def feed_by_uid(uid: UUID, *, by: User) -> Feed:
    """One's own link, or anybody's for who manages users. Raises `Feed.DoesNotExist`."""
    feeds = Feed.objects.select_related("user")
    return (feeds if may(by, "users.manage") else feeds.filter(user=by)).get(uid=uid)
