"""The roles there are: shipped ones and those that an administrator made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count
from django.utils.functional import Promise

from zolal.accounts.models import Role, RoleRights, User
from zolal.accounts.permissions import VERBS, demand
from zolal.accounts.rights import Rights, of_row


class NoRole(ObjectDoesNotExist):
    """There is no role of this key."""


@dataclass(frozen=True, slots=True)
class KnownRole:
    """`row` is None where a shipped role is as it was shipped; `holders` counts who may log in with it."""

    key: str
    label: str | Promise
    row: RoleRights | None
    rights: Rights
    holders: int = 0

    @property
    def shipped(self) -> bool:
        """Whether it comes with Zolal."""
        return self.key in VERBS

    @property
    def stamp(self) -> str:
        """Changes with everything that can be said of the role: whoever changes it says which they saw."""
        row = self.row
        return f"{row.name} {row.description} {row.sees} {row.verbs} {row.reaches} {row.fields}" if row else ""


_ORDER = (Role.READER, Role.MEMBER, Role.MANAGER, Role.STRATEGIST, Role.ADMINISTRATOR)


def every_role() -> list[KnownRole]:
    """Shipped ones from the least to the most, then own ones by name; as everybody may know them."""
    rows = {row.key: row for row in RoleRights.objects.all()}
    counted = User.objects.filter(is_active=True).values_list("role").annotate(many=Count("pk")).order_by()
    holders = dict(counted)
    shipped = [
        KnownRole(role, role.label, rows.get(role), of_row(role, rows.get(role), VERBS), holders.get(role, 0))
        for role in _ORDER
    ]
    own = [
        KnownRole(key, row.name, row, of_row(key, row, VERBS), holders.get(key, 0))
        for key, row in rows.items()
        if key not in VERBS
    ]
    return [*shipped, *own]


def known_role(key: str) -> KnownRole:
    """One of them. Raises `NoRole`."""
    found = next((role for role in every_role() if role.key == key), None)
    if found is None:
        raise NoRole(key)
    return found


def role_labels() -> dict[str, str]:
    """{key: what the role is called}, in the order of `every_role`."""
    own = RoleRights.objects.exclude(key__in=VERBS).values_list("key", "name")
    return {role.value: str(role.label) for role in _ORDER} | dict(own)


def holders_of(key: str, *, by: User) -> Sequence[User]:
    """Who has a role, those shut out too. Raises `NotAllowed`."""
    demand(by, "settings.read")
    return list(User.objects.filter(role=key).select_related("team").order_by("-is_active", "name", "pk"))
