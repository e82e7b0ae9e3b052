"""What is said of a goal, checked: the facts it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.measures import measures
from zolal.accounts.models import Team, User
from zolal.core.said import demand_choice, demand_text, demand_whole
from zolal.strategy.models import Goal
from zolal.strategy.periods import LONGEST, MONTHS, Period, read

MOST = 10**17
"""Rials: more than any company of the country takes in a century."""
MOST_GROWTH = 1_000_000
"""A hundredfold."""
DEEPEST = 6

DEFAULTS: Mapping[str, Any] = {
    "why": "", "note": "", "scope": "company", "owner": None, "team": None, "parent": None, "measure": "", "part": "",
    "counts": "", "reports": "", "unit": "count", "better": "up", "aim": "amount", "target": None, "growth": None,
    "base_kind": "", "base": None, "weight": 1,
}  # fmt: skip
"""Of a goal of which nothing else is said; `name` and `period` must be."""


def checked(given: Mapping[str, Any], *, goal: Goal | None = None) -> dict[str, Any]:
    """The facts of the whole goal. Raises `ValidationError` by field."""
    before = {name: getattr(goal, name) for name in DEFAULTS} | {"name": goal.name} if goal else dict(DEFAULTS)
    said = {**before, **given}
    errors: dict[str, Any] = {}
    facts: dict[str, Any] = {}
    for part in (_texts, _whose, _period, _measure, _aim, _parent):
        try:
            facts |= part(said, goal)
        except ValidationError as refused:
            errors |= refused.error_dict
    if errors:
        raise ValidationError(errors)
    return facts


def _texts(said: Mapping[str, Any], _goal: Goal | None) -> dict[str, Any]:
    return {
        "name": demand_text("name", said.get("name", ""), longest=200),
        "why": demand_text("why", said["why"], needed=False),
        "note": demand_text("note", said["note"], needed=False),
        "weight": demand_whole("weight", said["weight"], least=1, most=100),
    }


def _whose(said: Mapping[str, Any], _goal: Goal | None) -> dict[str, Any]:
    scope = demand_choice("scope", said["scope"], dict(Goal.Scope.choices))
    owner, team = said["owner"], said["team"]
    if scope == Goal.Scope.TEAM and not isinstance(team, Team):
        raise ValidationError({"team": _("Choose the team whose goal it is.")})
    if scope == Goal.Scope.PERSON and not isinstance(owner, User):
        raise ValidationError({"owner": _("Choose the person whose goal it is.")})
    if scope != Goal.Scope.TEAM:
        team = owner.team if scope == Goal.Scope.PERSON else None
    return {"scope": scope, "owner": owner.pk if owner else None, "team": team.pk if team else None}


def _period(said: Mapping[str, Any], goal: Goal | None) -> dict[str, Any]:
    period = said.get("period")
    if period is None and goal is not None:
        return {"period": goal.period, "starts_on": goal.starts_on.isoformat(), "ends_on": goal.ends_on.isoformat()}
    if isinstance(period, str):
        period = read(period)
    if not isinstance(period, Period) or period.kind not in {*MONTHS, "free"}:
        sentence = _("Choose a month, a quarter, a half-year, a year, or two days at most %(days)s days apart.")
        raise ValidationError({"period": sentence % {"days": LONGEST}})
    return {"period": period.kind, "starts_on": period.first.isoformat(), "ends_on": period.last.isoformat()}


def _measure(said: Mapping[str, Any], _goal: Goal | None) -> dict[str, Any]:
    name = said["measure"]
    known = {one.name: one for one in measures().values() if one.section}
    if name == Goal.BENEATH:
        return {"measure": name, "part": "", "counts": "", "reports": "", "unit": "share", "better": "up"}
    if name == Goal.REPORTED:
        return {
            "measure": name,
            "part": "",
            "counts": demand_text("counts", said["counts"], longest=100),
            "reports": demand_choice("reports", said["reports"] or "add", dict(Goal.Reports.choices)),
            "unit": demand_choice("unit", said["unit"], dict(Goal.Unit.choices)),
            "better": demand_choice("better", said["better"], {"up": "", "down": ""}),
        }
    if name not in known:
        raise ValidationError({"measure": _("Choose what the goal is measured by.")})
    part = demand_text("part", said["part"], longest=60, needed=False)
    measure = known[name]
    return {
        "measure": name, "part": part, "counts": "", "reports": "", "unit": measure.unit, "better": measure.better,
    }  # fmt: skip


def _aim(said: Mapping[str, Any], _goal: Goal | None) -> dict[str, Any]:
    nothing = {"target": None, "growth": None, "base_kind": "", "base": None}
    if said["measure"] == Goal.BENEATH:
        return {"aim": "amount", **nothing, "target": 10_000}
    aim = demand_choice("aim", said["aim"], dict(Goal.Aim.choices))
    base = said["base"]
    if base is not None:
        base = demand_whole("base", base, least=-MOST, most=MOST)
    if aim == Goal.Aim.AMOUNT:
        if said["target"] is None:
            raise ValidationError({"target": _("Say how much is to be reached.")})
        target = demand_whole("target", said["target"], least=0, most=MOST)
        kept = base if said["measure"] == Goal.REPORTED else None
        return {"aim": aim, **nothing, "target": target, "base": kept}
    growth = said["growth"]
    if growth is None:
        raise ValidationError({"growth": _("Say by how many per cent.")})
    growth = demand_whole("growth", growth, least=-9_999, most=MOST_GROWTH)
    kind = demand_choice("base_kind", said["base_kind"] or "previous", dict(Goal.Base.choices))
    if said["measure"] == Goal.REPORTED:
        kind = "typed"  # nobody knows what was not reported
    if kind == Goal.Base.TYPED and base is None:
        raise ValidationError({"base": _("Type the value that it is compared with.")})
    return {"aim": aim, "target": None, "growth": growth, "base_kind": kind, "base": base if kind == "typed" else None}


def _parent(said: Mapping[str, Any], goal: Goal | None) -> dict[str, Any]:
    above, depth = said["parent"], 0
    found = above.pk if above else None
    while above is not None:
        depth += 1
        if (goal is not None and above.pk == goal.pk) or depth > DEEPEST:
            raise ValidationError({"parent": _("A goal cannot stand beneath itself, nor more than six levels deep.")})
        above = above.parent
    return {"parent": found}


def demand_day(field: str, value: Any) -> date:  # noqa: ANN401 - JSON
    """A day of the last three years, up to today. Raises `ValidationError` by field."""
    today = timezone.localdate()
    day = today if value is None else value
    if not isinstance(day, date) or not 0 <= (today - day).days <= LONGEST:
        raise ValidationError({field: _("Choose a day that is not to come.")})
    return day
