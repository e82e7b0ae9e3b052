"""What is typed about goals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zolal.accounts.measures import sources
from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.accounts.queries.users import active_users, teams
from zolal.core.settings import setting
from zolal.strategy.models import CheckIn, Goal
from zolal.strategy.periods import MONTHS, Period, current, free
from zolal.strategy.queries.goals import possible_parents
from zolal.strategy.reach import plans_all
from zolal.web.answered import Answered
from zolal.web.stewardship.inputs import DayField, NumberInput, WholeField
from zolal.web.strategy.amounts import read_value, typed_value
from zolal.web.strategy.words import measure_choices, units
from zolal.web.templatetags.goals import period as period_label

_VALUES = ("target", "base")
_DECIMAL = {"widget": NumberInput("decimal"), "required": False, "max_length": 40}


class GoalForm(Answered):
    """A goal; whose it can be follows from who sets it."""

    name = forms.CharField(label=_("Goal"), max_length=200)
    why = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    scope = forms.ChoiceField(label=_("Whose goal"), choices=Goal.Scope.choices)
    team = forms.ChoiceField(label=_("Team"), required=False)
    owner = forms.ChoiceField(label=_("Responsible"), required=False, help_text=_("Of a personal goal: whose it is."))
    parent = forms.ChoiceField(label=_("Serves the goal"), required=False)
    measure = forms.ChoiceField(label=_("Measured by"))
    part = forms.ChoiceField(label=_("Only of"), required=False)
    counts = forms.CharField(label=_("What is counted"), required=False, max_length=100)
    unit = forms.ChoiceField(label=_("In"), choices=Goal.Unit.choices, required=False)
    reports = forms.ChoiceField(label=_("Reports"), choices=Goal.Reports.choices, required=False)
    better = forms.ChoiceField(label=_("Which way"), required=False)
    aim = forms.ChoiceField(label=_("To reach"), choices=Goal.Aim.choices, required=False)
    target = forms.CharField(label=_("Target"), **_DECIMAL)
    growth = forms.CharField(label=_("More by (per cent)"), **_DECIMAL)
    base_kind = forms.ChoiceField(label=_("More than"), choices=Goal.Base.choices, required=False)
    base = forms.CharField(label=_("Value to begin from"), **_DECIMAL)
    period = forms.ChoiceField(label=_("Period"))
    first = DayField(label=_("From day"), required=False)
    last = DayField(label=_("To day"), required=False)
    weight = WholeField(
        label=_("Weight"), min_value=1, max_value=100, help_text=_("How much it counts for the goal above it.")
    )
    note = forms.CharField(label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, by: User, goal: Goal | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.people = {str(one.uid): one for one in _people(by)}
        self.teams = {str(one.pk): one for one in teams() if plans_all(by) or one.pk == by.team_id}
        self.parents = {str(one.uid): one for one in possible_parents(by, goal)}
        if goal is not None:  # who has left, and what is out of sight, stays as it is
            self.people |= {str(goal.owner.uid): goal.owner} if goal.owner else {}
            self.parents |= {str(goal.parent.uid): goal.parent} if goal.parent else {}
        choices = self.fields
        choices["scope"].choices = _scopes(by)
        choices["owner"].choices = [("", "—"), *((uid, one.name) for uid, one in self.people.items())]
        choices["team"].choices = [("", "—"), *((pk, one.name) for pk, one in self.teams.items())]
        choices["parent"].choices = [("", "—"), *((uid, one.name) for uid, one in self.parents.items())]
        choices["measure"].choices = measure_choices(by)
        choices["part"].choices = [("", _("all of it")), *_parts()]
        choices["better"].choices = Goal._meta.get_field("better").choices
        choices["period"].choices = _periods(goal)

    def clean(self) -> dict[str, Any]:
        """Values are read in the unit of what they are of."""
        found = super().clean() or {}
        unit = units().get(found.get("measure", ""), found.get("unit") or "count")
        for name, of in (("target", unit), ("base", unit), ("growth", "share")):
            try:
                found[name] = read_value(found.get(name) or "", of)
            except ValidationError as refused:
                self.add_error(name, refused)
        if found.get("period") == "free":
            found["period"] = free(found.get("first"), found.get("last"))
            if found["period"] is None:
                self.add_error("first", _("Choose the first and the last day, not more than three years apart."))
        return found

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        found = dict(self.cleaned_data)
        del found["first"], found["last"]
        found["owner"] = self.people.get(found["owner"])
        found["team"] = self.teams.get(found["team"])
        found["parent"] = self.parents.get(found["parent"])
        return {**found, "better": found["better"] or "up"}


class CheckInForm(Answered):
    """How a goal goes."""

    value = forms.CharField(label=_("Value"), **_DECIMAL)
    outlook = forms.ChoiceField(
        label=_("Will we make it?"), choices=[("", "—"), *CheckIn.Outlook.choices], required=False
    )
    note = forms.CharField(label=_("What happened, what is next"), required=False, widget=forms.Textarea({"rows": 2}))
    on = DayField(label=pgettext_lazy("of a report", "As of"), required=False)

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.unit = goal.unit
        if goal.measure != Goal.REPORTED:
            del self.fields["value"], self.fields["on"]

    def clean_value(self) -> int | None:
        return read_value(self.cleaned_data["value"], self.unit)


def shown(goal: Goal) -> dict[str, Any]:
    """What a form of a goal begins with."""
    same = ("name", "why", "scope", "measure", "part", "counts", "unit", "reports", "better", "aim", "base_kind",
            "weight", "note")  # fmt: skip
    period = Period(goal.period, goal.starts_on, goal.ends_on)
    return {name: getattr(goal, name) for name in same} | {
        "team": str(goal.team_id or "") if goal.scope == Goal.Scope.TEAM else "",
        "owner": str(goal.owner.uid) if goal.owner else "",
        "parent": str(goal.parent.uid) if goal.parent else "",
        "period": "free" if period.kind == "free" else period.code,
        "first": period.first,
        "last": period.last,
        "growth": typed_value(goal.growth, "share"),
        **{name: typed_value(getattr(goal, name), goal.unit) for name in _VALUES},
    }


def begun(given: dict[str, Any]) -> dict[str, Any]:
    """What a form begins with that a template fills."""
    unit = units().get(given.get("measure", ""), given.get("unit", "count"))
    found = {name: typed_value(given[name], unit) for name in _VALUES if name in given}
    if "growth" in given:
        found["growth"] = typed_value(given["growth"], "share")
    if given.get("period") in MONTHS:
        found["period"] = current(given["period"], timezone.localdate(), setting("year.first_month")).code
    return {**given, **found}


def _people(by: User) -> list[User]:
    if plans_all(by):
        return list(active_users())
    if may(by, "goals.write") and by.team_id:
        return list(active_users().filter(team=by.team_id))
    return [by]


def _scopes(by: User) -> list[tuple[str, Any]]:
    mine = [Goal.Scope.PERSON]
    if may(by, "goals.write") and by.team_id:
        mine.append(Goal.Scope.TEAM)
    if plans_all(by):
        mine = [Goal.Scope.COMPANY, Goal.Scope.TEAM, Goal.Scope.PERSON]
    return [(one.value, one.label) for one in mine]


def _parts() -> list[tuple[str, list[tuple[str, str]]]]:
    return [("", list(found.items())) for source in sources() if (found := source.parts())]


def _periods(goal: Goal | None) -> list[tuple[str, Any]]:
    today, first = timezone.localdate(), setting("year.first_month")
    found = {}
    for kind, label in Goal.Kind.choices:
        if kind in MONTHS:
            now = current(kind, today, first)
            for one in (now, now.shift(1)):
                found[one.code] = f"{label}: {period_label(one)}"
    if goal is not None and goal.period in MONTHS:
        kept = Period(goal.period, goal.starts_on, goal.ends_on)
        found.setdefault(kept.code, f"{goal.get_period_display()}: {period_label(kept)}")
    return [*found.items(), ("free", Goal.Kind.FREE.label)]
