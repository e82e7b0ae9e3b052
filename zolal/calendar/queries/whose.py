"""Whose days somebody looks at: their own, a team's or a colleague's, as far as their sight goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from zolal.accounts.models import Team, User
from zolal.accounts.queries.users import active_users, teams
from zolal.accounts.visibility import scope_of, visible
from zolal.activities.models import Activity

ME, TEAM = "me", "team"


@dataclass(frozen=True, slots=True)
class Whose:
    """One user's days, or a team's; `code` is how an address names it."""

    code: str
    user: User | None = None
    team: Team | None = None

    @property
    def is_team(self) -> bool:
        return self.team is not None


class Unseen(LookupError):
    """Nobody of this name, or nobody whose days the user may see."""


def whose(user: User, code: str) -> Whose:
    """ "me", "team" (one's own), "team:<id>" or "user:<uid>". Raises `Unseen`."""
    kind, _colon, which = code.partition(":")
    if kind in {"", ME}:
        return Whose(ME, user=user)
    found = _team(user, which) if kind == TEAM else _colleague(user, which) if kind == "user" else None
    if found is None:
        raise Unseen(code)
    return found


def choices(user: User) -> tuple[Sequence[Team], Sequence[User]]:
    """The teams and the colleagues whose days the user may see."""
    match scope_of(user, "activity"):
        case "all":
            return list(teams()), list(active_users().exclude(pk=user.pk))
        case "team" if user.team_id:
            return [user.team], list(active_users().filter(team_id=user.team_id).exclude(pk=user.pk))  # type: ignore[list-item]
        case _:
            return [], []


def activities_of(user: User, looked_at: Whose, *, what: str = "see") -> QuerySet[Activity]:
    """Active ones of theirs that the user sees (or may "export"), found by owner or team."""
    of = {"owner": looked_at.user} if looked_at.user else {"team": looked_at.team}
    return visible(Activity.objects.filter(state=Activity.State.ACTIVE, **of), user, what=what)


def attended_by(user: User, looked_at: Whose) -> QuerySet[Activity]:
    """Active ones of others in which the user takes part, where they look at their own days."""
    if looked_at.user is None or looked_at.user.pk != user.pk or scope_of(user, "activity") == "none":
        return Activity.objects.none()
    return Activity.objects.filter(state=Activity.State.ACTIVE, attendees__user=user).exclude(owner=user)


def _team(user: User, which: str) -> Whose | None:
    scope = scope_of(user, "activity")
    number = int(which) if which.isascii() and which.isdigit() and len(which) < 18 else None if which else user.team_id
    if number is None or not (scope == "all" or (scope == "team" and number == user.team_id)):
        return None
    found = teams().filter(pk=number).first()
    return Whose(f"{TEAM}:{number}", team=found) if found else None


def _colleague(user: User, which: str) -> Whose | None:
    try:
        found = active_users().filter(uid=UUID(which)).first()
    except ValueError:
        return None
    if found is None:
        return None
    if found.pk == user.pk:
        return Whose(ME, user=user)
    scope = scope_of(user, "activity")
    is_seen = scope == "all" or (scope == "team" and user.team_id is not None and user.team_id == found.team_id)
    return Whose(f"user:{found.uid}", user=found) if is_seen else None
