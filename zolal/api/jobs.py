"""Long work: how far it is, and how to stop it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from zolal.accounts.actions.jobs import cancel_job
from zolal.accounts.queries.jobs import visible_job, visible_jobs
from zolal.api.answers.jobs import JobOut
from zolal.api.door import signed_in, user_of
from zolal.api.shapes import Page, page_out
from zolal.core.models import Job

jobs = Router(tags=["Jobs"])


@jobs.get("", auth=signed_in(), response=Page[JobOut], summary="Your jobs; all of them for who reads the settings")
def index(request: HttpRequest, size: int = 50) -> Any:  # noqa: ANN401
    return page_out(map(job_out, visible_jobs(user_of(request))[: min(max(size, 1), 200)]))


@jobs.get("/{uuid:uid}", auth=signed_in(), response=JobOut, summary="One job")
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return job_out(visible_job(user_of(request), uid))


@jobs.post("/{uuid:uid}/cancel", auth=signed_in(), response=JobOut, summary="Ask it to stop")
def cancel(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    cancel_job(job=visible_job(user, uid), by=user)
    return job_out(visible_job(user, uid))


def job_out(job: Job) -> dict[str, Any]:
    return {
        "id": job.uid,
        "task": job.task,
        "state": job.state,
        "stage": job.stage,
        "done": job.done,
        "total": job.total,
        "error": job.error,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "ended_at": job.ended_at,
    }
