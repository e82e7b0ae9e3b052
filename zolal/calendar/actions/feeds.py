"""Secret links by which calendar programs read what somebody has planned: shown once, kept only as a digest."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.actions.tokens import digest
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed, demand, may
from zolal.calendar.models import Feed
from zolal.core.ledger import act

MOST = 10
_NOTED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A link with its secret, which nobody can read again later."""

    feed: Feed
    secret: str


def create_feed(*, name: str, by: User) -> NewFeed:
    """A link to one's own calendar. Raises `NotAllowed`; `ValidationError` by field."""
    demand(by, "records.read")
    if not name.strip():
        raise ValidationError({"name": _("Write where the link is used, so that you know later which one to revoke.")})
    with transaction.atomic():
        if Feed.objects.filter(user=by, revoked_at=None).count() >= MOST:
            raise ValidationError({"name": _("You have %(most)s links; revoke one first.") % {"most": MOST}})
        secret = secrets.token_urlsafe(32)
        feed = Feed.objects.create(user=by, name=name.strip()[:100], digest=digest(secret))
        act(kind="feed.create", by=by, about={"name": feed.name})
    return NewFeed(feed, secret)


def revoke_feed(*, feed: Feed, by: User) -> Feed:
    """Its owner may, and whoever manages users. Raises `NotAllowed`."""
    if not by.is_active or (feed.user_id != by.pk and not may(by, "users.manage")):
        raise NotAllowed("feeds")
    if feed.revoked_at is None:
        with transaction.atomic():
            feed.revoked_at = timezone.now()
            feed.save(update_fields=["revoked_at"])
            act(kind="feed.revoke", by=by, about={"name": feed.name, "user": str(feed.user.uid)})
    return feed


def feed_of(secret: str) -> Feed | None:
    """The link of a secret with its user, also one that is not good any more; None where there never was one."""
    return Feed.objects.select_related("user__team").filter(digest=digest(secret[:200])).first()


def is_good(feed: Feed) -> bool:
    """Whether it is neither revoked nor of somebody shut out."""
    return feed.revoked_at is None and may(feed.user, "records.read")


def used(feed: Feed) -> None:
    """Note when a link was used last, to the hour."""
    now = timezone.now()
    if feed.last_used_at is None or now - feed.last_used_at >= _NOTED_EVERY:
        Feed.objects.filter(pk=feed.pk).update(last_used_at=now)
        feed.last_used_at = now
