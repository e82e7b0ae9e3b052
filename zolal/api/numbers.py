"""The numbers of the business for programs."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from zolal.accounts.queries.users import team_by_id, user_by_uid
from zolal.api.answers.numbers import NumbersOut, WeekOut
from zolal.api.door import needs, user_of
from zolal.api.shapes import named, user_named
from zolal.core.settings import setting
from zolal.strategy.periods import Period, current, read
from zolal.strategy.queries.numbers import Line, Table
from zolal.strategy.queries.numbers import numbers as every_number
from zolal.strategy.queries.team_week import team_week

numbers = Router(tags=["Numbers"])


@numbers.get("", auth=needs("goals.read"), response=NumbersOut, summary="All numbers you see, of a period")
def index(request: HttpRequest, period: str = "", team: int | None = None, person: UUID | None = None) -> Any:  # noqa: ANN401
    """`period` as of goals ("month:1405-09", "free:2026-03-21:2026-04-20"); this month where it is not said."""
    asked = read(period) if period else current("month", timezone.localdate(), setting("year.first_month"))
    if asked is None:
        raise ValidationError({"period": _("There is no such period.")})
    of_team = team_by_id(team) if team is not None else None
    of_person = user_by_uid(person) if person else None
    found = every_number(user_of(request), asked, team=of_team, person=of_person)
    return {
        "period": _code(found.period),
        "until": found.until,
        "compared_from": found.compared.first,
        "compared_to": found.compared.last,
        "as_of": found.at,
        "months": [month.code for month in found.months],
        "numbers": [_line(line) for _section, lines in found.sections for line in lines],
        "teams": _shares(found.teams, named),
        "people": _shares(found.people, user_named),
    }


@numbers.get("/team", auth=needs("goals.read"), response=WeekOut, summary="A week of your people")
def week(request: HttpRequest, day: date | None = None) -> Any:  # noqa: ANN401
    found = team_week(user_of(request), day)
    same = ("done", "open", "late", "deals", "rotting", "active", "entered", "quality")
    return {
        "first": found.first,
        "last": found.last,
        "members": [
            {name: getattr(one, name) for name in same}
            | {"user": user_named(one.user), "goals": [seen.goal.uid for seen in one.goals]}
            for one in found.members
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    measure = line.measure
    return {
        "measure": measure.name, "label": str(measure.label), "section": measure.section, "unit": measure.unit,
        "now": line.now, "before": line.before, "change": line.change,
        "goal": line.goal.goal.uid if line.goal else None, "trend": list(line.trend),
    }  # fmt: skip


def _shares(table: Table, name: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - names a row
    return [{"whose": name(whose), "values": dict(row)} for whose, row in table.rows]


def _code(period: Period) -> str:
    return period.code
