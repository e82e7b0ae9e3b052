"""Files a user sees: those of activities they see."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from zolal.accounts.models import User
from zolal.activities.models import Attachment
from zolal.activities.queries.activities import visible_activities


def held(digests: Collection[str]) -> Iterable[str]:
    """For `core.files.register_holder`."""
    return Attachment.objects.filter(sha256__in=digests).values_list("sha256", flat=True)


def visible_attachment(user: User, uid: UUID) -> Attachment:
    """Raises `NotAllowed`, `Attachment.DoesNotExist`."""
    return Attachment.objects.select_related("activity").get(uid=uid, activity__in=visible_activities(user))
