"""Running a job in this very process: what a worker's child does, and tests."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from zolal.core.jobs import queue
from zolal.core.jobs.task import INLINE, Cancelled, Failed, Handle, Lost, tasks
from zolal.core.models import Job

log = logging.getLogger(__name__)


def run(job: Job, *, again: bool = True) -> None:
    """Run a job that is held by its worker, to its end; its owner's language is that of all messages.

    An unforeseen exception puts it back into the queue as often as its task says; never where not `again`.
    """
    with translation.override(getattr(job.owner, "language", settings.LANGUAGE_CODE)):
        try:
            task = tasks()[job.task]
            result = task.run(Handle(job), **job.arguments)
        except Cancelled:
            queue.stop(job)
        except Lost:
            log.warning("Job %s was taken over by another worker.", job.pk)
        except Failed as reason:
            queue.fail(job, str(reason))
        except Exception as error:
            log.exception("Job %s (%s) failed.", job.pk, job.task)
            queue.fail(job, _readable(error), again_in=_pause(job) if again else None)
        else:
            queue.succeed(job, result or {})


def run_now(job: Job) -> Job:
    """Run a waiting job inline, once; the job as it is then. For tests and small tools."""
    held = queue.take(job, INLINE)
    if held is not None:
        run(held, again=False)
    return Job.objects.get(pk=job.pk)


def run_all() -> list[Job]:
    """Run every job that is due, and those that they put into the queue; the jobs as they are then."""
    ran = []
    while (job := queue.claim(INLINE)) is not None:
        run(job, again=False)
        ran.append(job.pk)
    return list(Job.objects.filter(pk__in=ran).order_by("pk"))


def _pause(job: Job) -> timedelta | None:
    """How long to wait before the next attempt: 5, 25, 125 seconds; `None` where there is none."""
    task = tasks().get(job.task)
    if task is None or job.attempts >= task.attempts:
        return None
    return timedelta(seconds=5**job.attempts)


def _readable(error: Exception) -> str:
    sentence = _("Something went wrong inside Zolal (%(error)s). The details are in the server's log.")
    return sentence % {"error": f"{type(error).__name__}: {error}"[:500]}
