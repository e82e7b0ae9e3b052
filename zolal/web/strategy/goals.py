"""Goals: what the business, the teams and their people want to reach, and how far they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed, may
from zolal.accounts.queries.users import teams
from zolal.core.ledger import Entry, Stale
from zolal.people.fields import fields_of
from zolal.people.queries.typed import uid as typed_uid
from zolal.strategy.actions.check_ins import check_in, drop_check_in
from zolal.strategy.actions.goals import change_goal, close_goal, copy_goals, create_goal, delete_goal, reopen_goal
from zolal.strategy.hints import GENERAL
from zolal.strategy.models import CheckIn, Goal
from zolal.strategy.queries.course import Course, course
from zolal.strategy.queries.goals import WHEN, Page, Seen, check_in_by_uid, goal_by_uid, goal_page, goals, tree
from zolal.strategy.reach import may_change, plans_all
from zolal.strategy.templates import offered, template
from zolal.web.asked import whole_number
from zolal.web.ledger.reading import FactReader
from zolal.web.ledger.words import kind_label
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.strategy.amounts import read_value, scale
from zolal.web.strategy.behind import behind_goal
from zolal.web.strategy.goal_forms import CheckInForm, GoalForm, begun, shown
from zolal.web.strategy.words import STATUSES, measure_label, units
from zolal.web.templatetags.goals import figure, period
from zolal.web.templatetags.reading import day
from zolal.web.workbook import Cell, workbook


@require_GET
@needs("goals.read")
def index(request: HttpRequest) -> HttpResponse:
    """The goals of now, of later, of the past; as a tree."""
    when, scope, found = _asked(request)
    context = {
        "roots": tree(found),
        "when": when,
        "scope": scope,
        "scopes": Goal.Scope.choices,
        "team": request.GET.get("team", ""),
        "teams": teams(),
        "copies": [one for one in found if one.may_change],
        "writes": may(request.user, "goals.report"),
    }
    return render(request, "strategy/goals.html", context)


@require_GET
@needs("goals.read")
def export(request: HttpRequest) -> HttpResponseBase:
    """The same as a workbook, a goal a row."""
    return workbook("goals", _("Goals"), _heads(), map(_row, _asked(request)[2]))


def _asked(request: HttpRequest) -> tuple[str, str, list[Seen]]:
    asked = request.GET
    when = asked.get("when", "now") if asked.get("when") in WHEN else "now"
    scope = asked.get("scope", "") if asked.get("scope") in Goal.Scope.values else ""
    return when, scope, list(goals(request.user, when=when, scope=scope, team=whole_number(asked.get("team", ""))))


def _heads() -> list[str]:
    return [_("Goal"), _("Whose"), _("Measure"), _("Period"), _("Target"), _("Reached"), _("Share"), _("Standing")]


def _row(one: Seen) -> list[Cell]:
    goal, figure = one.goal, one.figure
    whose = {"team": goal.team and goal.team.name, "person": goal.owner and goal.owner.name}.get(goal.scope)
    share = round(one.standing.share, 4) if one.standing.share is not None else None
    told = [whose or _("Company"), str(measure_label(goal)), period(one.period)]
    values = [figure.target if figure else None, figure.value if figure else None, share]
    return [goal.name, *told, *values, str(STATUSES[one.standing.status][0])]


@require_http_methods(["GET", "POST"])
@needs("goals.report")
def create(request: HttpRequest) -> HttpResponse:
    """A new goal, from nothing or from a template."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    chosen = template(request.GET.get("template", ""))
    form = GoalForm(request.POST or None, by=user, initial=_beginning(request, user))
    if request.method == "POST" and form.is_valid():
        try:
            goal = create_goal(**form.given(), by=user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("goal", uid=goal.uid)
    context = {"form": form, "templates": offered(), "chosen": chosen, "general": GENERAL, "units": units()}
    return render(request, "strategy/goal_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs("goals.report")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another target, other words."""
    goal = _changeable(request, uid)
    form = GoalForm(request.POST or None, by=request.user, goal=goal, initial=shown(goal))
    if request.method == "POST" and form.is_valid():
        given = form.given()
        if goal.closed_on:
            given = {name: given[name] for name in ("name", "why", "note")}
        try:
            change_goal(goal=goal, by=request.user, version=whole_number(request.POST.get("version", "")), **given)
        except Stale as stale:
            sentence = _("Somebody has changed this goal meanwhile. Look at it, and save again if you like.")
            if stale.who:
                sentence = _("%(who)s has changed this goal meanwhile. Look at it, and save again if you like.")
            form.add_error(None, sentence % {"who": stale.who})
            goal.refresh_from_db()
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("goal", uid=uid)
    context = {"form": form, "goal": goal, "general": GENERAL, "units": units()}
    return render(request, "strategy/goal_form.html", context, status=422 if form.is_bound else 200)


@require_GET
@needs("goals.read")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One goal with all around it."""
    return _page(request, _loaded(request, uid), None)


@require_GET
@needs("goals.read")
def export_one(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The goal and those beneath it, what was said of it, and how it came where it is: as a workbook."""
    page = _loaded(request, uid)
    goal, blank = page.seen.goal, [None] * len(_heads())
    heads = [*_heads(), _("Day"), _("Reached by then"), _("Expected by then"), _("By"), _("How it goes")]
    rows = [[*_row(one), *[None] * 5] for one in (page.seen, *page.beneath)]
    rows += [
        [*blank, day(when), value, expected, None, None] for when, value, expected in course(goal, page.seen.figure)
    ]
    rows += [
        [
            *blank,
            day(said.on),
            said.value,
            None,
            said.by.name,
            " ".join(filter(None, [said.outlook and said.get_outlook_display(), said.note])),
        ]
        for said in page.said
    ]
    return workbook("goal", goal.name, heads, rows)


@require_POST
@needs("goals.report")
def say(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How it goes."""
    page = _loaded(request, uid)
    goal = page.seen.goal
    form = CheckInForm(request.POST, goal=goal)
    if form.is_valid():
        try:
            action = check_in(goal=goal, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."), action=action)
            return redirect("goal", uid=uid)
    return _page(request, page, form)


@require_POST
@needs("goals.report")
def unsay(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back what was said."""
    try:
        said = check_in_by_uid(request.user, uid)
    except CheckIn.DoesNotExist as missing:
        raise Http404 from missing
    try:
        notify(request, _("Taken back."), action=drop_check_in(said=said, by=request.user))
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    return redirect("goal", uid=said.goal.uid)


@require_POST
@needs("goals.report")
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Settle its figures, or count it again."""
    goal = _goal(request, uid)
    deed = reopen_goal if request.POST.get("open") == "yes" else close_goal
    try:
        notify(request, _("Saved."), action=deed(goal=goal, by=request.user))
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    return redirect("goal", uid=uid)


@require_POST
@needs("goals.report")
def delete(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Away."""
    goal = _goal(request, uid)
    try:
        action = delete_goal(goal=goal, by=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
        return redirect("goal", uid=uid)
    notify(request, _("Deleted: %(name)s") % {"name": goal.name}, action=action)
    return redirect("goals")


@require_POST
@needs("goals.report")
def copy(request: HttpRequest) -> HttpResponse:
    """Chosen goals go on in the period after theirs."""
    uids = [typed_uid(text) for text in request.POST.getlist("goal")[:200]]
    chosen = [_goal(request, uid) for uid in uids if uid]
    if not chosen:
        notify(request, _("Choose the goals first."), tone="warn")
        return redirect("goals")
    try:
        made = copy_goals(
            goals=chosen, by=request.user, growth=read_value(request.POST.get("growth", ""), "share") or 0
        )
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
        return redirect("goals")
    notify(request, _("Copied: %(count)s") % {"count": len(made)})
    return redirect("goal", uid=made[0].uid) if len(made) == 1 else redirect("/goals/?when=coming")


def _page(request: HttpRequest, page: Page, form: CheckInForm | None) -> HttpResponse:
    goal = page.seen.goal
    told = course(goal, page.seen.figure)
    context = {
        "page": page,
        "one": page.seen,
        "goal": goal,
        "measured": measure_label(goal),
        "behind": behind_goal(goal, request.user),  # type: ignore[arg-type]  # the login middleware stands before
        "form": form or CheckInForm(goal=goal),
        "course": told,
        "chart": _chart(goal, told),
        "past": list(_past(request, page)),
    }
    return render(request, "strategy/goal.html", context, status=422 if form else 200)


def _past(request: HttpRequest, page: Page) -> Iterator[tuple[Entry, str, list[tuple[str, str, str]]]]:
    """What was changed of a goal: the entry, what it is called, and each fact with what it was and became."""
    known = fields_of("goal")
    facts = [(fact, *values) for entry in page.past for fact, values in entry.facts.items() if fact in known]
    reader = FactReader(request.user, [("goal", fact, value) for fact, *values in facts for value in values])  # type: ignore[arg-type]
    unit = page.seen.goal.unit

    def text(fact: str, value: Any) -> str:  # noqa: ANN401 - JSON
        return figure(value, unit) if fact == "target" and value is not None else reader.text("goal", fact, value)

    for entry in page.past:
        told = [
            (reader.label("goal", fact), text(fact, before), text(fact, after))
            for fact, (before, after) in entry.facts.items()
            if fact in known and not entry.created
        ]
        yield entry, kind_label(entry.action.kind), told


def _chart(goal: Goal, told: Course) -> dict[str, Any]:
    parts = scale(goal.unit)

    def of(values: list[int | None]) -> list[float | None]:
        return [None if value is None else value / parts for value in values]

    return {
        "labels": [day(when) for when, _value, _expected in told],
        "series": [
            {"name": _("Reached"), "values": of([value for _when, value, _expected in told]), "tone": "teal"},
            {"name": _("Expected"), "values": of([expected for _when, _value, expected in told]), "tone": "slate"},
        ],
        "unit": "share" if goal.unit == "share" else "",
    }


def _beginning(request: HttpRequest, user: User) -> dict[str, Any]:
    """What a new goal begins with: of the template, of the goal it is to serve, of oneself."""
    found: dict[str, Any] = {"weight": 1, "owner": str(user.uid), "scope": "person"}
    if plans_all(user):
        found["scope"] = "company"
    if chosen := template(request.GET.get("template", "")):
        given = {"name": chosen.name, "why": chosen.why, **chosen.given}
        found |= begun(given)
    if above := typed_uid(request.GET.get("parent", "")):
        goal = _goal(request, above)
        found |= {
            "parent": str(above),
            "scope": "team" if goal.scope == "company" else "person",
            "measure": goal.measure,
        }
        found |= {name: value for name, value in shown(goal).items() if name in {"period", "first", "last"}}
    if user.team_id:
        found.setdefault("team", str(user.team_id))
    return found


def _loaded(request: HttpRequest, uid: UUID) -> Page:
    try:
        return goal_page(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Goal.DoesNotExist as missing:
        raise Http404 from missing


def _goal(request: HttpRequest, uid: UUID) -> Goal:
    try:
        return goal_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Goal.DoesNotExist as missing:
        raise Http404 from missing


def _changeable(request: HttpRequest, uid: UUID) -> Goal:
    goal = _goal(request, uid)
    if not may_change(request.user, goal):  # type: ignore[arg-type]
        raise NotAllowed("goals.write")
    return goal
