"""With whom a record is shared, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from zolal.accounts.models import Deputy, SharedRecord, User
from zolal.accounts.permissions import may
from zolal.accounts.visibility import visible
from zolal.core.ledger import record_types


def shares_of(user: User, record_type: str, record_id: int) -> Sequence[SharedRecord]:
    """With whom a record that the user sees is shared."""
    seen = visible(record_types()[record_type].model._base_manager.filter(pk=record_id), user)
    found = SharedRecord.objects.filter(record_type=record_type, record_id__in=seen.values("pk"))
    return list(found.select_related("user", "team", "by"))


def share_by_uid(uid: UUID, *, user: User) -> SharedRecord:
    """A sharing of a record that the user sees. Raises `SharedRecord.DoesNotExist`."""
    shared = SharedRecord.objects.select_related("user", "team", "by").get(uid=uid)
    if not visible(record_types()[shared.record_type].model._base_manager.filter(pk=shared.record_id), user).exists():
        raise SharedRecord.DoesNotExist
    return shared


def deputies(user: User, *, today: date | None = None) -> QuerySet[Deputy]:
    """Who stands in, now or later: for oneself and by oneself; for who manages users, everybody's."""
    found = Deputy.objects.filter(ends_on__gte=today or timezone.localdate()).select_related("user", "deputy")
    return found if may(user, "users.manage") else found.filter(Q(user=user) | Q(deputy=user))


def deputy_by_uid(uid: UUID, *, user: User) -> Deputy:
    """Raises `Deputy.DoesNotExist`, also for what is between others."""
    return deputies(user).get(uid=uid)
