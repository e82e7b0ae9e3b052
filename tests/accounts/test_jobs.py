"""Long work can be called off by whoever asked for it, and the task that ran it hears of that."""

from __future__ import annotations

import pytest

from tests.core.jobs import tasks
from zolal.accounts.actions.jobs import cancel_job
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.jobs import enqueue
from zolal.core.models import Job

pytestmark = pytest.mark.django_db


def test_a_waiting_job_is_cancelled_at_once_and_its_task_hears_of_it(member: User) -> None:
    job = enqueue("test.impossible", owner=member)

    cancel_job(job=job, by=member)

    assert job.state == Job.State.CANCELLED
    assert tasks.ENDED[-1] == (job.pk, "cancelled")


def test_others_jobs_are_for_administrators(member: User, stranger: User, administrator: User) -> None:
    job = enqueue("test.count", owner=member, to=3)

    with pytest.raises(NotAllowed):
        cancel_job(job=job, by=stranger)
    assert Job.objects.get().state == Job.State.QUEUED

    cancel_job(job=job, by=administrator)
    assert Job.objects.get().state == Job.State.CANCELLED
