from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.actions.jobs import cancel_job
from zolal.accounts.queries.jobs import visible_job, visible_jobs
from zolal.core.models import Job
from zolal.web.notices import notify
from zolal.web.policy import needs

TASKS: Mapping[str, Promise] = {
    "capture.read": gettext_lazy("Read a file"),
    "capture.check": gettext_lazy("Check a file"),
    "capture.commit": gettext_lazy("Take a file in"),
    "capture.undo": gettext_lazy("Undo an import"),
    "quality.find_duplicates": gettext_lazy("Look for duplicates"),
    "quality.train": gettext_lazy("Learn how alike customers are"),
    "quality.reassess": gettext_lazy("Assess all records again"),
    "quality.measure": gettext_lazy("Measure the quality of the data"),
}


@require_GET
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """One's own jobs, and everybody's for who reads the settings."""
    jobs = list(visible_jobs(request.user)[:100])
    busy = any(job.state in {Job.State.QUEUED, Job.State.RUNNING} for job in jobs)
    context = {"jobs": [(job, TASKS.get(job.task, job.task)) for job in jobs], "busy": busy}
    return render(request, "jobs/index.html#jobs" if request.htmx else "jobs/index.html", context)


@require_POST
@needs("records.read")
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask a job to stop."""
    try:
        job = visible_job(request.user, uid)
    except Job.DoesNotExist as missing:
        raise Http404 from missing
    cancel_job(job=job, by=request.user)
    notify(request, _("The job was asked to stop."))
    return redirect("jobs")
