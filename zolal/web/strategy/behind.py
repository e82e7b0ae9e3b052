"""Where the records behind a number are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode

from zolal.accounts.models import Team, User
from zolal.accounts.visibility import scope_of
from zolal.strategy.models import Goal

Asked = dict[str, str]


def address_of(measure: str, first: date, last: date, *, team: Team | None = None, person: User | None = None) -> str:
    """A list that shows them, "" where there is none."""
    found = _LISTS.get(measure)
    if found is None:
        return ""
    name, asked = found
    try:
        address = reverse(name)
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode(asked(first, last, team, person))}"


def behind_goal(goal: Goal, user: User) -> str:
    """The list of what a goal counts; "" where there is none, or the user sees only some of it."""
    if goal.part or not _sees_all(goal, user):
        return ""
    if goal.scope != Goal.Scope.COMPANY and _LISTS.get(goal.measure, ("",))[0] not in _OF_SOMEBODY:
        return ""
    until = min(goal.ends_on, goal.closed_on or timezone.localdate(), timezone.localdate())
    team = goal.team if goal.scope == Goal.Scope.TEAM else None
    person = goal.owner if goal.scope == Goal.Scope.PERSON else None
    return address_of(goal.measure, goal.starts_on, until, team=team, person=person)


def _sees_all(goal: Goal, user: User) -> bool:
    scope = scope_of(user)
    if goal.scope == Goal.Scope.PERSON and goal.owner_id == user.pk:
        return True
    if scope == "team" and user.team_id is not None:
        whose = goal.owner.team_id if goal.scope == Goal.Scope.PERSON and goal.owner else goal.team_id
        return goal.scope != Goal.Scope.COMPANY and whose == user.team_id
    return scope == "all"


def _activities(**fixed: str) -> Callable[[date, date, Team | None, User | None], Asked]:
    def asked(first: date, last: date, team: Team | None, person: User | None) -> Asked:
        found = {"from": first.isoformat(), "to": last.isoformat(), "state": "done", **fixed}
        return found | _whose(team, person)

    return asked


def _created(first: date, last: date, _team: Team | None, _person: User | None) -> Asked:
    return {"created_at.from": first.isoformat(), "created_at.to": last.isoformat(), "sort": "-created_at"}


def _deals(state: str, day: str = "") -> Callable[[date, date, Team | None, User | None], Asked]:
    def asked(first: date, last: date, team: Team | None, person: User | None) -> Asked:
        days = {f"{day}.from": first.isoformat(), f"{day}.to": last.isoformat()} if day else {}
        return {"state": state, **days, **_whose(team, person)}

    return asked


def _invoiced(first: date, last: date, _team: Team | None, _person: User | None) -> Asked:
    return {"since": first.isoformat(), "until": last.isoformat()}


def _queue(group: str) -> Callable[[date, date, Team | None, User | None], Asked]:
    return lambda _first, _last, _team, _person: {"whose": "all", "group": group}


def _whose(team: Team | None, person: User | None) -> Asked:
    found = {"owner": str(person.uid)} if person else {}
    return found | ({"team": str(team.pk)} if team else {})


_OF_SOMEBODY = frozenset({"activities", "deals-list"})
"""Lists that can be narrowed to a team or a person."""
_LISTS: Mapping[str, tuple[str, Callable[[date, date, Team | None, User | None], Asked]]] = {
    "people_added": ("people", _created),
    "companies_added": ("companies", _created),
    "calls_made": ("activities", _activities(kind="call")),
    "calls_answered": ("activities", _activities(kind="call", outcome="answered")),
    "meetings_held": ("activities", _activities(kind="meeting")),
    "visits_made": ("activities", _activities(kind="visit")),
    "interviews_held": ("activities", _activities(kind="interview")),
    "tasks_done": ("activities", _activities(kind="task")),
    "won_value": ("deals-list", _deals("won", "closed")),
    "won_count": ("deals-list", _deals("won", "closed")),
    "lost_count": ("deals-list", _deals("lost", "closed")),
    "conversion": ("deals-list", _deals("closed", "closed")),
    "deals_opened": ("deals-list", _deals("all", "opened")),
    "open_value": ("deals-list", _deals("open")),
    "open_deals": ("deals-list", _deals("open")),
    "invoiced": ("invoices", _invoiced),
    "invoices_issued": ("invoices", _invoiced),
    "overdue": ("invoices", lambda _first, _last, _team, _person: {"state": "overdue"}),
    "gaps_share": ("queue", _queue("incomplete")),
    "faulty_share": ("queue", _queue("invalid")),
    "quality": ("quality", lambda _first, _last, _team, _person: {}),
}
