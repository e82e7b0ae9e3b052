"""All numbers of the business that somebody sees: of a period, beside the one before, their goals and their trend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from zolal.accounts.measures import Measure, Section, kept_from, measures
from zolal.accounts.models import Team, User
from zolal.accounts.permissions import NotAllowed, demand, may
from zolal.accounts.queries.users import teams
from zolal.accounts.visibility import scope_of
from zolal.stewardship.months import Month
from zolal.stewardship.queries.adoption import visible_colleagues
from zolal.strategy.models import Goal
from zolal.strategy.periods import Period
from zolal.strategy.queries.goals import Seen, for_period
from zolal.strategy.totals import Key, as_of, by_month, counted, folded, made, needed, totals

SECTIONS: tuple[Section, ...] = ("sales", "marketing", "service", "finance", "work", "quality")
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A number: `now` of the period so far, `before` of as many days of the one before. `trend` by month, `months`."""

    measure: Measure
    now: int | None
    before: int | None
    goal: Seen | None
    trend: Sequence[int | None]

    @property
    def change(self) -> float | None:
        """By which share it has grown; of a share by how many hundredths of a per cent."""
        if self.now is None or self.before is None:
            return None
        if self.measure.unit == "share":
            return float(self.now - self.before)
        return (self.now - self.before) / abs(self.before) if self.before else None

    @property
    def tone(self) -> str:
        """Whether the change is for the better."""
        if not self.change:
            return ""
        return "good" if (self.change > 0) == (self.measure.better == "up") else "bad"


@dataclass(frozen=True, slots=True)
class Table:
    """Measures in columns; a row for each team or person, with what they have."""

    columns: Sequence[Measure]
    rows: Sequence[tuple[Any, Mapping[str, int]]]


@dataclass(frozen=True, slots=True)
class Numbers:
    """`until` is the last day that is counted; `compared` the days that it is compared with."""

    period: Period
    until: date
    compared: Period
    months: Sequence[Month]
    sections: Sequence[tuple[str, Sequence[Line]]]
    people: Table
    teams: Table
    at: datetime | None


def numbers(user: User, period: Period, *, team: Team | None = None, person: User | None = None) -> Numbers:
    """Of what the user sees, of one team or of one person. Raises `NotAllowed`."""
    demand(user, "goals.read")
    told = shown_to(user)
    who = _who(user, told, team, person)
    until = max(period.first, min(period.last, timezone.localdate()))
    compared = _compared(period, until)
    names = [one.name for one in told]
    counts = counted(names, period.first, until, who=who, by=("owner", "team"))
    now = made(names, folded(counts))
    before = totals(names, compared.first, compared.last, who=who)
    month = Month.of(until)
    trends = by_month(names, month, MONTHS, who=who)
    scope = Goal.Scope.PERSON if person else Goal.Scope.TEAM if team else Goal.Scope.COMPANY
    whose = person.pk if person else team.pk if team else None
    aims = for_period(user, period, scope=scope, whose=whose)
    lines = [
        Line(one, now.get((one.name,)), before.get((one.name,)), aims.get(one.name), trends[one.name]) for one in told
    ]
    sections = [(name, found) for name in SECTIONS if (found := [one for one in lines if _in(one, name)])]
    return Numbers(
        period,
        until,
        compared,
        [month.plus(step) for step in range(1 - MONTHS, 1)],
        sections,
        _people(user, told, counts),
        Table((), ()) if team or person else _teams(user, told, counts),
        as_of(),
    )


def shown_to(user: User) -> list[Measure]:
    """The measures somebody may see at all."""
    told = [one for name, one in measures().items() if one.section and name not in kept_from(user)]
    return [one for one in told if may(user, one.verb) and _scope(user, one) != "none"]


def of_team(user: User, period: Period, names: Iterable[str]) -> list[Line]:
    """A few numbers of what somebody sees, without trend or goals: for the first page."""
    told = [one for one in shown_to(user) if one.name in set(names)]
    who = _who(user, told, None, None)
    until = max(period.first, min(period.last, timezone.localdate()))
    compared = _compared(period, until)
    now = totals([one.name for one in told], period.first, until, who=who)
    before = totals([one.name for one in told], compared.first, compared.last, who=who)
    lines = [Line(one, now.get((one.name,)), before.get((one.name,)), None, ()) for one in told]
    return [one for one in lines if one.now or one.before]


def _compared(period: Period, until: date) -> Period:
    """As many days of the period before as have gone by of this one."""
    earlier = period.shift(-1)
    if until >= period.last:
        return earlier
    return Period("free", earlier.first, min(earlier.last, earlier.first + (until - period.first)))


def _in(line: Line, section: str) -> bool:
    known = line.now or line.before or line.goal or any(line.trend)
    return line.measure.section == section and bool(known)


def _scope(user: User, measure: Measure) -> str:
    return scope_of(user, measure.seen_as)


def _who(user: User, told: Sequence[Measure], team: Team | None, person: User | None) -> Q:
    """The rows somebody sees, narrowed to a team or a person. Raises `NotAllowed` for what they do not see."""
    found = within_sight(user, told)
    if person is not None:
        if not visible_colleagues(user).filter(pk=person.pk).exists():
            raise NotAllowed("goals.read")
        found &= Q(owner=person)
    if team is not None:
        if scope_of(user) != "all" and team.pk != user.team_id:
            raise NotAllowed("goals.read")
        found &= Q(team=team)
    return found


def within_sight(user: User, told: Sequence[Measure]) -> Q:
    """The rows of these measures that somebody sees."""
    found = Q(pk__in=[])
    for scope in {_scope(user, one) for one in told}:
        names = needed(one.name for one in told if _scope(user, one) == scope)
        found |= Q(measure__in=names) & _within(user, scope)
    return found


def _within(user: User, scope: str) -> Q:
    if scope == "all":
        return Q()
    if scope == "team" and user.team_id:
        return Q(team=user.team_id) | Q(owner=user)
    return Q(owner=user)


def _people(user: User, told: Sequence[Measure], counts: Mapping[Key, int]) -> Table:
    colleagues = {one.pk: one for one in visible_colleagues(user).order_by("name", "id")}
    return _table(told, made([one.name for one in told], folded(counts, 0)), colleagues)


def _teams(user: User, told: Sequence[Measure], counts: Mapping[Key, int]) -> Table:
    if scope_of(user) != "all":
        return Table((), ())
    every = {one.pk: one for one in teams()}
    return _table(told, made([one.name for one in told], folded(counts, 1)), every)


def _table(told: Sequence[Measure], found: Mapping[Key, int], whose: Mapping[int, Any]) -> Table:
    rows: dict[int, dict[str, int]] = {}
    for (name, pk), value in found.items():
        if pk in whose:
            rows.setdefault(pk, {})[name] = value  # type: ignore[index, arg-type]  # a name and a number
    columns = [one for one in told if any(row.get(one.name) for row in rows.values())]
    shown = {one.name for one in columns}
    return Table(columns, [(one, rows[pk]) for pk, one in whose.items() if shown & rows.get(pk, {}).keys()])
