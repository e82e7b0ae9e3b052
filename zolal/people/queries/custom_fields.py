"""The fields an administrator made, and their groups, for who sees the register of fields."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.people.models import CustomField, FieldGroup


def custom_fields(*, user: User, record_type: str) -> Sequence[CustomField]:
    """All of a kind of record, those that were retired too, in their order. Raises `NotAllowed`."""
    demand(user, "quality.read")
    return list(CustomField.objects.filter(record_type=record_type))


def custom_field_by_uid(uid: UUID, *, user: User) -> CustomField:
    """Raises `NotAllowed`, `CustomField.DoesNotExist`."""
    demand(user, "quality.read")
    return CustomField.objects.get(uid=uid)


def arranged_groups(*, user: User) -> dict[str, FieldGroup]:
    """What an administrator said of groups, by key. Raises `NotAllowed`."""
    demand(user, "quality.read")
    return {row.key: row for row in FieldGroup.objects.select_related("team")}
