"""Whose goals somebody sees and sets."""

from __future__ import annotations

from django.db.models import Q

from zolal.accounts.measures import kept_from
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed, may
from zolal.accounts.visibility import scope_of
from zolal.strategy.models import Goal


def seen_by(user: User) -> Q:
    """The goals somebody sees: their own, those of their team, of those they lead, and of the company who sees all.

    None that is measured by what is kept from them.
    """
    if not user.is_active:
        return Q(pk__in=[])
    out = kept_from(user)
    return _in_reach(user) & ~Q(measure__in=out) if out else _in_reach(user)


def plans_all(user: User) -> bool:
    """Whether somebody sets goals of the business and of everybody: whose right that is and who sees all customers, as
    what is counted for a goal tells of them. Who sees fewer sets goals as managers do."""
    return may(user, "goals.plan") and scope_of(user) == "all"


def _in_reach(user: User) -> Q:
    if plans_all(user):
        return Q()
    scope, leads = scope_of(user), may(user, "ledger.read")
    found = Q(owner=user)
    if user.team_id:
        found |= Q(scope=Goal.Scope.TEAM, team=user.team_id)
    if scope == "all":
        found |= Q(scope=Goal.Scope.COMPANY)
    if leads and scope == "all":
        found |= Q(scope__in=(Goal.Scope.TEAM, Goal.Scope.PERSON))
    if leads and scope == "team" and user.team_id:
        found |= Q(owner__team=user.team_id, scope=Goal.Scope.PERSON)
    return found


def may_set(user: User, scope: str, *, team_id: int | None, owner: User | None) -> bool:
    """Whether somebody sets goals of the company, of a team, of a person: strategists all of them, managers those of
    their team and of its people, everybody who may report their own.
    """
    if plans_all(user):
        return True
    if scope == Goal.Scope.COMPANY:
        return False
    if scope == Goal.Scope.TEAM:
        return may(user, "goals.write") and team_id is not None and team_id == user.team_id
    if owner is None:
        return False
    if owner.pk == user.pk:
        return may(user, "goals.report")
    return may(user, "goals.write") and user.team_id is not None and owner.team_id == user.team_id


def may_change(user: User, goal: Goal) -> bool:
    """Whether somebody may change a goal as it is."""
    return may_set(user, goal.scope, team_id=goal.team_id, owner=goal.owner)


def may_report(user: User, goal: Goal) -> bool:
    """Whether somebody may check in: who may change it, and who is responsible."""
    return may(user, "goals.report") and (goal.owner_id == user.pk or may_change(user, goal))


def demand_measured(user: User, measure: str) -> None:
    """Raise `NotAllowed` where a measure is kept from the user: they would not see their own goal."""
    if measure in kept_from(user):
        raise NotAllowed("goals.write")


def demand_set(user: User, scope: str, *, team_id: int | None, owner: User | None) -> None:
    """Raise `NotAllowed` unless the user may set such a goal."""
    if not may_set(user, scope, team_id=team_id, owner=owner):
        raise NotAllowed("goals.write")


def demand_change(user: User, goal: Goal) -> None:
    """Raise `NotAllowed` unless the user may change the goal."""
    demand_set(user, goal.scope, team_id=goal.team_id, owner=goal.owner)
