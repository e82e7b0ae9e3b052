"""All numbers of the business on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.accounts.models import Team, User
from zolal.accounts.permissions import NotAllowed
from zolal.accounts.queries.users import teams
from zolal.core.listed import listed
from zolal.core.settings import setting
from zolal.stewardship.queries.adoption import visible_colleagues
from zolal.strategy.periods import MONTHS, Period, current, read
from zolal.strategy.queries.numbers import Line, Numbers, numbers
from zolal.web.policy import needs
from zolal.web.strategy.amounts import scale
from zolal.web.strategy.behind import address_of
from zolal.web.strategy.words import SECTIONS
from zolal.web.templatetags.goals import figure
from zolal.web.templatetags.months import month
from zolal.web.templatetags.reading import share
from zolal.web.workbook import Cell, workbook


@dataclass(frozen=True, slots=True)
class Shown:
    """A number with the list behind it, and its trend: for the chart, and as texts by month."""

    line: Line
    href: str
    chart: dict[str, Any]
    trend: Sequence[str]
    told: str
    """The trend in words, for who does not see the chart."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a period, and whose numbers."""

    period: Period
    team: Team | None
    person: User | None

    def query(self, **other: Any) -> str:  # noqa: ANN401 - a period, or None for nobody
        """The same address with something else."""
        wanted = {
            "period": self.period.code,
            "team": self.team and self.team.pk,
            "person": self.person and self.person.uid,
        }
        return urlencode({name: value for name, value in {**wanted, **other}.items() if value})


@require_GET
@needs("goals.read")
def index(request: HttpRequest) -> HttpResponse:
    """Everything, in sections; what nobody has counted anything of is not shown."""
    asked = _asked(request)
    found = _numbers(request, asked)
    months = [month(one) for one in found.months]
    sections = [
        (SECTIONS[name], [_shown(found, asked, line, months) for line in lines]) for name, lines in found.sections
    ]
    context = {
        "found": found,
        "asked": asked,
        "sections": sections,
        "months": months,
        "kinds": [(kind, _kind_query(asked, kind), kind == asked.period.kind) for kind in MONTHS],
        "before": asked.query(period=asked.period.shift(-1).code),
        "after": asked.query(period=asked.period.shift(1).code) if found.until < timezone.localdate() else "",
        "query": asked.query(),
        "teams": teams(),
        "colleagues": visible_colleagues(request.user),  # type: ignore[arg-type]  # the login middleware stands before
    }
    return render(request, "strategy/numbers.html", context)


@require_GET
@needs("goals.read")
def export(request: HttpRequest) -> HttpResponseBase:
    """The same as a file."""
    asked = _asked(request)
    found = _numbers(request, asked)
    columns = [_("Section"), _("Number"), _("In"), _("Now"), _("Before"), _("Change"), _("Goal"),
               *(month(one) for one in found.months)]  # fmt: skip
    return workbook("numbers", _("Numbers"), columns, _rows(found))


def _rows(found: Numbers) -> Iterator[list[Cell]]:
    for name, lines in found.sections:
        for line in lines:
            unit = line.measure.unit
            goal = line.goal.figure.target if line.goal and line.goal.figure else None
            values = [_cell(value, unit) for value in (line.now, line.before)]
            yield [str(SECTIONS[name]), str(line.measure.label), _unit(unit), *values, _change(line), _cell(goal, unit),
                   *(_cell(value, unit) for value in line.trend)]  # fmt: skip
    for table in (found.teams, found.people):
        for whose, row in table.rows:
            for measure in table.columns:
                value = _cell(row.get(measure.name), measure.unit)
                if value is not None:
                    yield [whose.name, str(measure.label), _unit(measure.unit), value, None, None, None,
                           *[None] * len(found.months)]  # fmt: skip


def _shown(found: Numbers, asked: Asked, line: Line, months: Sequence[str]) -> Shown:
    href = address_of(line.measure.name, found.period.first, found.until, team=asked.team, person=asked.person)
    trend = [figure(value, line.measure.unit) for value in line.trend]
    known = [f"{one}: {text}" for one, text, value in zip(months, trend, line.trend, strict=True) if value is not None]
    return Shown(line, href, _chart(line, months), trend, f"{line.measure.label}. {listed(known)}")


def _chart(line: Line, months: Sequence[str]) -> dict[str, Any]:
    """The trend; nothing where there are no two months to compare."""
    if sum(value is not None for value in line.trend) < 2:
        return {}
    parts = scale(line.measure.unit)
    values = [None if value is None else value / parts for value in line.trend]
    return {
        "labels": months,
        "series": [{"name": str(line.measure.label), "values": values, "tone": "teal"}],
    }


def _numbers(request: HttpRequest, asked: Asked) -> Numbers:
    try:
        return numbers(request.user, asked.period, team=asked.team, person=asked.person)  # type: ignore[arg-type]
    except NotAllowed as refused:
        raise Http404 from refused  # who is out of sight is not there


def _asked(request: HttpRequest) -> Asked:
    text, given = request.GET.get("period", ""), request.GET
    kind = text if text in MONTHS else "month"
    period = read(text) or current(kind, timezone.localdate(), setting("year.first_month"))
    team = next((one for one in teams() if str(one.pk) == given["team"]), None) if given.get("team") else None
    person = None
    if given.get("person"):
        colleagues = visible_colleagues(request.user)  # type: ignore[arg-type]
        person = next((one for one in colleagues if str(one.uid) == given["person"]), None)
    if (given.get("team") and team is None) or (given.get("person") and person is None):
        raise Http404
    return Asked(period, team, person)


def _kind_query(asked: Asked, kind: str) -> str:
    period = current(kind, min(asked.period.last, timezone.localdate()), setting("year.first_month"))
    return asked.query(period=period.code)


def _cell(value: int | None, unit: str) -> Cell:
    return value if value is None or unit != "share" else round(value / 100, 2)


def _change(line: Line) -> str:
    if line.change is None:
        return ""
    return figure(int(line.change), "share") if line.measure.unit == "share" else share(line.change)


def _unit(unit: str) -> str:
    return {"rial": _("rials"), "share": _("per cent")}.get(unit, "")
