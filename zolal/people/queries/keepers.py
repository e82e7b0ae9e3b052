"""Whose part of a record is whose: the fields that only some roles, or a team, keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from zolal.accounts.models import Role, User
from zolal.accounts.queries.roles import role_labels
from zolal.accounts.rights import kept_with
from zolal.people.fields import FieldGroup, fields_of, group_of, groups
from zolal.people.own.known import stamp


def kept_by_others(user: User, record_type: str) -> Mapping[str, FieldGroup]:
    """The fields that are not for the user to write, by name, with the group that says whose they are.

    A group without keepers is everybody's, and administrators keep all of them.
    """

    def load() -> Mapping[str, FieldGroup]:
        others = {name for name, group in groups().items() if not _keeps(user, group)}
        found = {name: group_of(field) for name, field in fields_of(record_type).items()} if others else {}
        return {name: group for name, group in found.items() if group.name in others}

    found: Mapping[str, FieldGroup] = kept_with(user, f"kept by others {record_type} {stamp()}", load)
    return found


def _keeps(user: User, group: FieldGroup) -> bool:
    if not group.roles and group.team_id is None:
        return True
    if user.role_now in {Role.ADMINISTRATOR.value, *group.roles}:
        return True
    return group.team_id is not None and group.team_id == user.team_id


def keepers_of(group: FieldGroup, labels: Mapping[str, str] | None = None) -> str:
    """Who keeps a group, in words; "" for one that is everybody's."""
    if group.roles and labels is None:
        labels = role_labels()
    return " · ".join(filter(None, (*((labels or {}).get(role, "") for role in group.roles), group.team)))


def refusals(user: User, record_type: str, names: Iterable[str]) -> dict[str, str]:
    """Why the user may not write these fields, by name; roles are asked for their labels once for all of them."""
    groups_of = kept_by_others(user, record_type)
    kept = {name: groups_of.get(name) for name in names}
    labels = role_labels() if any(group and group.roles for group in kept.values()) else {}
    return {
        name: _("This field is kept by %(keepers)s.") % {"keepers": keepers_of(group, labels)}
        if group
        else _("Your role may not change this field.")
        for name, group in kept.items()
    }
