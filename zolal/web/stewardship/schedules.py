"""When maintenance is due, and who takes part."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zolal.stewardship.actions.runs import start_run
from zolal.stewardship.actions.schedules import change_schedule, create_schedule
from zolal.stewardship.models import Schedule
from zolal.stewardship.queries.runs import schedule_by_uid
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.stewardship.maintenance_forms import BEGINNING, ScheduleForm


@require_http_methods(["GET", "POST"])
@needs("maintenance.run")
def create(request: HttpRequest) -> HttpResponse:
    """A new schedule."""
    form = ScheduleForm(request.POST or None, initial=BEGINNING, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            create_schedule(**form.cleaned_data, by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("maintenance")
    return render(request, "stewardship/schedule.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs("maintenance.run")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another day, other people; or no more runs."""
    schedule = _schedule(request, uid)
    if request.method == "POST" and "active" in request.POST:
        change_schedule(schedule=schedule, is_active=request.POST["active"] == "yes", by=request.user)
        notify(request, _("Saved."))
        return redirect("maintenance")
    form = ScheduleForm(request.POST or None, initial=ScheduleForm.shown(schedule), by=request.user).changing()
    if request.method == "POST" and form.is_valid():
        try:
            change_schedule(schedule=schedule, **form.told(), seen=form.seen, by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("maintenance")
    context = {"form": form, "schedule": schedule}
    return render(request, "stewardship/schedule.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("maintenance.run")
def start(request: HttpRequest, uid: UUID) -> HttpResponse:
    """This month's run begins now."""
    try:
        run = start_run(schedule=_schedule(request, uid), by=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
        return redirect("maintenance")
    notify(request, _("The work is being dealt."), job=run.job)
    return redirect("maintenance-run", uid=run.uid)


def _schedule(request: HttpRequest, uid: UUID) -> Schedule:
    try:
        return schedule_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Schedule.DoesNotExist as missing:
        raise Http404 from missing
