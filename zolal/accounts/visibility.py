"""Which records somebody sees: the one choke point. Counts, warnings, searches and both sides of a merge pass it."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from zolal.accounts.models import Role, User
from zolal.accounts.permissions import may
from zolal.core.settings import setting

M = TypeVar("M", bound=Model)


def scope_of(user: User) -> str:
    """What the user's role sees."""
    return scope_of_role(user.role)


def scope_of_role(role: str) -> str:
    """ "all", "team" or "own": administrators and strategists see all, others what the administrator chose."""
    if role in {Role.ADMINISTRATOR, Role.STRATEGIST}:
        return "all"
    return str(setting(f"visibility.{role}"))


def visible(records: QuerySet[M], user: User) -> QuerySet[M]:
    """The records, narrowed to what the user may see. Works on models with `owner` and `team`.

    What belongs to nobody, such as products, says so by `seen_by_all`.
    """
    if not user.is_active:
        return records.none()
    if getattr(records.model, "seen_by_all", False):
        return records
    match scope_of(user):
        case "all":
            return records
        case "team" if user.team_id:
            return records.filter(team_id=user.team_id) | records.filter(owner_id=user.pk)
        case _:
            return records.filter(owner_id=user.pk)


def done_by(things: QuerySet[M], user: User, *, who: str) -> QuerySet[M]:
    """What those did whose customers the user sees, if the user may read the ledger; else what the user did.

    `who` names the field that says who did it.
    """
    scope = scope_of(user) if may(user, "ledger.read") else "own"
    if scope == "all":
        return things
    own = Q(**{who: user})
    if scope == "team" and user.team_id:
        return things.filter(own | Q(**{f"{who}__team": user.team_id}))
    return things.filter(own)
