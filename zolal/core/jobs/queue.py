"""The queue in the table `Job`: every change of its state is one short transaction, guarded by who holds the lease."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser as UserLike
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.core.jobs.task import LEASE, tasks
from zolal.core.models import Job

State = Job.State
CRASHES = 20
"""After so many deaths without progress a job is given up: it would take its worker along for ever."""


def enqueue(name: str, *, owner: UserLike | None = None, **arguments: Any) -> Job:  # noqa: ANN401 - JSON
    """Put a job into the queue; it starts when the caller's transaction is committed. `KeyError`: no such task."""
    if name not in tasks():
        raise KeyError(name)
    return Job.objects.create(task=name, owner=owner, arguments=arguments, run_at=timezone.now())


def ensure(name: str, *, at: datetime | None = None, **arguments: Any) -> None:  # noqa: ANN401 - JSON
    """Have a job with these arguments wait that starts by itself at `at` (now) or before, once however many ask.

    To be called inside a transaction: the waiting job that is relied on is held until its end, so that no worker takes
    it and looks before what is to be found is committed. `KeyError`: no such task.
    """
    at = at or timezone.now()
    if name not in tasks():
        raise KeyError(name)
    waiting = Job.objects.filter(task=name, state=State.QUEUED, arguments=arguments, run_at__lte=at)
    if waiting.order_by("run_at", "id").select_for_update(skip_locked=True).values_list("pk").first() is None:
        Job.objects.create(task=name, arguments=arguments, run_at=at)


def cancel(*, job: Job) -> None:
    """Ask a job to stop: at once while it waits, at its next save while it runs. Who may ask is the caller's matter."""
    with transaction.atomic():
        if Job.objects.filter(pk=job.pk, state=State.QUEUED).update(cancel_asked=True):
            settle(job.pk, State.CANCELLED)
        else:
            Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_asked=True)
    job.refresh_from_db()


def claim(worker: str) -> Job | None:
    """Take the longest waiting job that is due; `None` where there is none. No two workers get the same one."""
    due = Job.objects.filter(state=State.QUEUED, run_at__lte=timezone.now()).order_by("run_at", "id")
    if not due.exists():  # an idle worker does not take SQLite's only write lock twice a second
        return None
    with transaction.atomic():
        job = due.select_for_update(skip_locked=True).first()
        return None if job is None else take(job, worker)


def take(job: Job, worker: str) -> Job | None:
    """Make the worker hold a waiting job; `None` where it waits no longer."""
    now = timezone.now()
    held = Job.objects.filter(pk=job.pk, state=State.QUEUED).update(
        state=State.RUNNING,
        worker=worker,
        lease_until=now + LEASE,
        attempts=F("attempts") + 1,
        started_at=job.started_at or now,
    )
    return Job.objects.select_related("owner").get(pk=job.pk) if held else None


def renew(job: Job) -> bool:
    """Prolong the lease; whether the worker still holds the job."""
    return bool(_held(job).update(lease_until=timezone.now() + LEASE))


def succeed(job: Job, result: dict[str, Any]) -> None:
    """The job is done."""
    _held(job).update(state=State.DONE, result=result, error="", ended_at=timezone.now(), lease_until=None)


def fail(job: Job, error: str, *, again_in: timedelta | None = None) -> None:
    """The job ended with an error: for good, or until it is tried again."""
    with transaction.atomic():
        if again_in is None:
            if _held(job).update(error=error):
                settle(job.pk, State.FAILED)
        else:
            _held(job).update(state=State.QUEUED, worker="", error=error, run_at=timezone.now() + again_in)


def stop(job: Job) -> None:
    """The job has stopped as somebody asked."""
    with transaction.atomic():
        if _held(job).exists():
            settle(job.pk, State.CANCELLED)


def give_back(job: Job) -> None:
    """The worker goes, the job stays: another one goes on from its checkpoint."""
    _held(job).update(state=State.QUEUED, worker="", attempts=F("attempts") - 1)


def crashed(job: Job) -> None:
    """The process of the job died without a word: put the job back, unless that happens over and over."""
    with transaction.atomic():
        found = _held(job).select_for_update().first()
        if found is None:
            return
        if found.cancel_asked:
            settle(found.pk, State.CANCELLED)
        elif found.attempts >= CRASHES:
            found.error = _("The process died every time it was tried; most often memory runs out.")
            found.save(update_fields=["error"])
            settle(found.pk, State.FAILED)
        else:
            _held(job).update(state=State.QUEUED, worker="", run_at=timezone.now())


def reap() -> None:
    """Put back every job whose worker has not been heard of."""
    expired = Job.objects.filter(state=State.RUNNING, lease_until__lt=timezone.now())
    if not expired.exists():
        return
    with transaction.atomic():
        # A row that is locked is being written by its job: alive.
        for job in expired.select_for_update(skip_locked=True):
            crashed(job)


def settle(pk: int, state: str) -> None:
    """Give a job that will not run again its end; the task hears of it in the same transaction."""
    Job.objects.filter(pk=pk).update(state=state, ended_at=timezone.now(), lease_until=None)
    job = Job.objects.select_related("owner").get(pk=pk)
    found = tasks().get(job.task)
    if found and found.ended:
        found.ended(job)


def _held(job: Job) -> Any:  # noqa: ANN401 - a queryset
    return Job.objects.filter(pk=job.pk, worker=job.worker, state=State.RUNNING)
