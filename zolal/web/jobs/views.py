"""Background work: what runs, waits or has failed."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.actions.jobs import cancel_job
from zolal.accounts.queries.jobs import visible_job, visible_jobs
from zolal.core.models import Job
from zolal.web.jobs.words import TASKS, told
from zolal.web.notices import notify
from zolal.web.policy import needs


@require_GET
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """One's own jobs, and everybody's for who reads the settings."""
    jobs = list(visible_jobs(request.user)[:100])
    busy = any(job.state in {Job.State.QUEUED, Job.State.RUNNING} for job in jobs)
    context = {"jobs": [(job, TASKS.get(job.task, job.task)) for job in jobs], "busy": busy}
    return render(request, "jobs/index.html#jobs" if request.htmx else "jobs/index.html", context)


@require_GET
@needs("records.read")
def state(request: HttpRequest, uid: UUID) -> JsonResponse:
    """How far a job is, and what came of it: for the toast that watches it."""
    return JsonResponse(told(_job(request, uid)))


@require_POST
@needs("records.read")
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask a job to stop."""
    cancel_job(job=_job(request, uid), by=request.user)
    notify(request, _("The job was asked to stop."))
    return redirect("jobs")


def _job(request: HttpRequest, uid: UUID) -> Job:
    try:
        return visible_job(request.user, uid)
    except Job.DoesNotExist as missing:
        raise Http404 from missing
