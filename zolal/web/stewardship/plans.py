"""Migration plans: quota, pace, quality of entry, and a calm page to enter from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.permissions import may
from zolal.stewardship.actions.plans import change_plan, create_plan, take_in
from zolal.stewardship.models import Plan
from zolal.stewardship.queries.plans import Progress, newcomers_of, plan_by_uid, plans, progress, progress_of_many
from zolal.web.asked import address_of
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.stewardship.plan_forms import PlanForm, shown
from zolal.web.templatetags.reading import day
from zolal.web.workbook import workbook

SHOWN_DAYS = 60


@require_GET
@needs("records.create")
def index(request: HttpRequest) -> HttpResponse:
    """The plans, and how far each is."""
    found = progress_of_many(request.user, list(plans(request.user)[:30]))
    return render(request, "stewardship/plans.html", {"plans": found})


@require_http_methods(["GET", "POST"])
@needs("stewardship.plan")
def create(request: HttpRequest) -> HttpResponse:
    """A new plan."""
    form = PlanForm(request.POST or None, by=request.user, initial={"quota": 20, "thursdays": True})
    if request.method == "POST" and form.is_valid():
        try:
            plan = create_plan(**form.told(), by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("plan", uid=plan.uid)
    return render(request, "stewardship/plan_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs("stewardship.plan")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another quota, other people; or its end."""
    plan = _plan(request, uid)
    if request.method == "POST" and "ended" in request.POST:
        change_plan(plan=plan, ended=request.POST["ended"] == "yes", by=request.user)
        notify(request, _("Saved."))
        return redirect("plan", uid=uid)
    form = PlanForm(request.POST or None, by=request.user, plan=plan, initial=shown(plan)).changing()
    if request.method == "POST" and form.is_valid():
        try:
            change_plan(plan=plan, **form.told(), seen=form.seen, by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("plan", uid=uid)
    context = {"form": form, "plan": plan}
    return render(request, "stewardship/plan_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("stewardship.plan")
def take_in_newcomers(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who has come into the list since is gone through too."""
    try:
        take_in(plan=_plan(request, uid), by=request.user)
    except ValidationError as refused:
        notify(request, refused.messages[0], tone="bad")
    else:
        notify(request, _("Saved."))
    return redirect("plan", uid=uid)


@require_GET
@needs("records.create")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One plan: everybody's pace, and one's own day."""
    found = progress(request.user, _plan(request, uid))
    plan, today = found.plan, timezone.localdate()
    since = plan.starts_on.isoformat() if plan.first_whole_day == plan.starts_on else address_of(plan.begins_at)
    context = {
        "found": found,
        "plan": plan,
        "newcomers": newcomers_of(request.user, plan),
        "chart": _chart(found),
        "entries": f"{plan.record_type}.create" if _is_in_ledger(request.user, plan) else "",
        "may_change": may(request.user, "stewardship.plan"),
        "today": today,
        "since": since,
        "since_today": since if plan.starts_on == today else today.isoformat(),
        "enough": found.own is not None and found.own.today >= plan.daily,
        "today_left": max(0, round(plan.daily) - found.own.today) if found.own else 0,
    }
    return render(request, "stewardship/plan.html", context)


@require_GET
@needs("records.create")
def export(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Everybody's pace as a file."""
    found = progress(request.user, _plan(request, uid))
    columns = [_("Name"), _("Done"), _("Expected by now"), _("Today"), _("Last five working days"), _("Score"),
               _("Score of these days"), _("With errors, per cent"), _("Behind"), _("Haste")]  # fmt: skip
    rows = [
        [user.name, pace.done, round(pace.expected), pace.today, pace.recent, pace.quality, pace.recent_quality,
         None if pace.error_rate is None else round(100 * pace.error_rate, 1), _yes(pace.is_behind),
         _yes(pace.is_hasty)]
        for user, pace in found.people
    ]  # fmt: skip
    return workbook("plan", _("Migration plan"), columns, rows)


def _chart(found: Progress) -> dict[str, Any]:
    shown_days = found.by_day[-SHOWN_DAYS:]
    quota = found.plan.daily * len(found.people)
    return {
        "labels": [day(when) for when, _many in shown_days],
        "series": [{"name": _("Done"), "values": [many for _when, many in shown_days], "tone": "teal"}],
        "mark": {"value": round(quota, 1), "label": _("quota")},
    }


def _is_in_ledger(user: Any, plan: Plan) -> bool:  # noqa: ANN401 - the login middleware stands before
    """Whether the ledger lists what is counted: it goes on from a day, so only as long as a plan does."""
    return plan.kind == Plan.Kind.PAPER and plan.ended_on is None and bool(may(user, "ledger.read"))


def _yes(is_so: bool) -> str:
    return _("yes") if is_so else _("no")


def _plan(request: HttpRequest, uid: UUID) -> Plan:
    try:
        return plan_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Plan.DoesNotExist as missing:
        raise Http404 from missing
