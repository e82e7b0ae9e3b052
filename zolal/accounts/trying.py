"""An administrator looks at Zolal as a user sees it, or as they would in another role themselves."""

from __future__ import annotations

from collections.abc import Mapping

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.accounts.queries.roles import role_labels

VERB = "users.manage"
TRYING = "trying"
"""In the session: {"user": uid} or {"role": key}, with the "name" of it and the uid of the action that "begun" it."""


def tried(told: Mapping[str, str], *, by: User) -> User | None:
    """As whom to show Zolal, by the uid of a "user" or the key of a "role"; to look only, never to be saved.

    Of a role it is `by` with their own records and team. None for who is not there (any more), or not theirs to try.
    """
    if not may(by, VERB):
        return None
    if uid := told.get("user"):
        return User.objects.select_related("team").filter(uid=uid, is_active=True).exclude(pk=by.pk).first()
    if told.get("role") not in role_labels():
        return None
    shown = User.objects.select_related("team").get(pk=by.pk)
    shown.role, shown.role_until = told["role"], None
    return shown


def called(told: Mapping[str, str], shown: User) -> str:
    """What they are called whom it is shown as."""
    return shown.name if told.get("user") else str(role_labels()[told["role"]])
