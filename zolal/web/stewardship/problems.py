"""The problem log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.permissions import may
from zolal.people.fields import fields_of
from zolal.people.queries.records import MODELS
from zolal.stewardship.actions.problems import change_problem, note_problem, report_problem
from zolal.stewardship.models import Problem
from zolal.stewardship.months import Month
from zolal.stewardship.queries.problems import Shown, Tally, problem_by_uid, problem_page, problems, tally
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.stewardship.problem_forms import ChangeForm, ReportForm, link_asked, named
from zolal.web.templatetags.months import month as month_label
from zolal.web.templatetags.reading import day
from zolal.web.workbook import workbook

TONES = {Problem.Kind.OBSTACLE: "amber", Problem.Kind.REWORK: "orange", Problem.Kind.SIDE: "violet"}


@require_GET
@needs("problems.report")
def index(request: HttpRequest) -> HttpResponse:
    """The problems, and how many there are of each sort, month by month."""
    wanted = _wanted(request)
    page = problem_page(request.user, problems(request.user, **wanted), after=request.GET.get("after", ""))
    query = {name: request.GET[name] for name in ("kind", "state", "month", "useless") if request.GET.get(name)}
    context = {"page": page, "onwards": urlencode({**query, "after": page.next})}
    if request.htmx:
        return render(request, "stewardship/problems.html#rows", context)
    counted = tally(request.user)
    context |= {
        "wanted": wanted,
        "query": urlencode(query),
        "states": [("waiting", _("not ended")), ("ended", _("ended")), ("all", _("all"))],
        "state": request.GET.get("state") or "waiting",
        "kinds": [(value, label, counted.by_kind.get(value, (0, 0, 0.0))) for value, label in Problem.Kind.choices],
        "months": _months(counted),
        "chart": _chart(counted),
        "tally": counted,
    }
    return render(request, "stewardship/problems.html", context)


@require_GET
@needs("problems.report")
def export(request: HttpRequest) -> HttpResponseBase:
    """What the list shows, as a file."""
    found = problems(request.user, **_wanted(request)).order_by("-id")
    columns = [_("Reported"), _("Sort"), _("Problem"), _("Details"), _("Hours"), _("State"), _("Solution"), _("By"),
               _("Brought no benefit")]  # fmt: skip
    rows = [
        [day(one.at), one.get_kind_display(), one.title, one.text, one.hours, one.get_state_display(), one.solution,
         one.by.name, _("yes") if one.brought_nothing else _("no")]
        for one in found.iterator()
    ]  # fmt: skip
    return workbook("problems", _("Problem log"), columns, rows)


@require_http_methods(["GET", "POST"])
@needs("problems.report")
def report(request: HttpRequest) -> HttpResponse:
    """A problem is told."""
    offered = link_asked(request)
    form = ReportForm(request.POST or None, offered=offered, initial={"about": offered[0] if offered else ""})
    if request.method == "POST" and form.is_valid():
        try:
            told = report_problem(**form.told(), by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("The problem is in the log."), action=told.action)
            return redirect("problem", uid=told.problem.uid)
    return render(request, "stewardship/report.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
@needs("problems.report")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One problem, what was said, and what became of it."""
    return _page(request, _problem(request, uid))


@require_POST
@needs("problems.report")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another state, the solution, the hours."""
    found = _problem(request, uid)
    form = _form(found.problem, request.POST)
    if form.is_valid():
        try:
            told = change_problem(problem=found.problem, by=request.user, seen=form.seen, **form.told())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."), action=told.action)
            return redirect("problem", uid=uid)
    return _page(request, found, form=form, status=422)


@require_POST
@needs("problems.report")
def note(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Something is said about it."""
    found = _problem(request, uid)
    try:
        note_problem(problem=found.problem, text=request.POST.get("text", ""), by=request.user)
    except ValidationError as refused:
        return _page(request, found, refused=refused.messages, typed=request.POST.get("text", ""), status=422)
    return redirect("problem", uid=uid)


def _form(problem: Problem, data: QueryDict | None = None) -> ChangeForm:
    now = {name: getattr(problem, name) for name in ("state", "hours", "solution", "brought_nothing")}
    return ChangeForm(data, initial=now).changing()


def _page(
    request: HttpRequest, found: Shown, *, form: ChangeForm | None = None, status: int = 200, **more: object
) -> HttpResponse:
    problem = found.problem
    context = {
        "problem": problem,
        "record": found.record,
        "import_": named(request.user, "import", problem.about_name) if problem.about == Problem.About.IMPORT else None,
        "field": _field_label(problem.about_name) if problem.about == Problem.About.FIELD else "",
        "notes": problem.notes.select_related("by"),
        "changes": problem.by_id == request.user.pk or may(request.user, "maintenance.run"),
        "form": form or _form(problem),
        "kind_tone": TONES[Problem.Kind(problem.kind)],
    }
    return render(request, "stewardship/problem.html", context | more, status=status)


def _wanted(request: HttpRequest) -> dict[str, Any]:
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "waiting")
    return {
        "kind": kind if kind in Problem.Kind.values else "",
        "state": state if state in {"waiting", "ended", *Problem.State.values} else "",
        "month": Month.read(request.GET.get("month", "")),
        "brought_nothing": request.GET.get("useless") == "1",
    }


def _problem(request: HttpRequest, uid: UUID) -> Shown:
    try:
        return problem_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Problem.DoesNotExist as missing:
        raise Http404 from missing


def _months(counted: Tally) -> list[tuple[Month, list[tuple[str, int]], int]]:
    """The months of the chart, newest first, with the count of each kind; none where nothing was reported."""
    found = [
        (month, [(kind, counted.by_month.get((kind, month), 0)) for kind in Problem.Kind.values])
        for month in reversed(counted.months)
    ]
    return (
        [(month, row, sum(many for _kind, many in row)) for month, row in found]
        if any(counted.by_month.values())
        else []
    )


def _chart(counted: Tally) -> dict[str, Any]:
    return {
        "labels": [month_label(month) for month in counted.months],
        "series": [
            {
                "name": str(label),
                "values": [counted.by_month.get((kind, month), 0) for month in counted.months],
                "tone": TONES[Problem.Kind(kind)],
            }
            for kind, label in Problem.Kind.choices
        ],
    }


def _field_label(name: str) -> str:
    known = [fields_of(record_type)[name].label for record_type in MODELS if name in fields_of(record_type)]
    return str(known[0]) if known else name
