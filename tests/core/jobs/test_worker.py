"""Whatever is killed, every step of a job happens exactly once."""

from __future__ import annotations

import os
import signal

import pytest

from tests.core.jobs import tasks  # noqa: F401 - declared here, run in the worker
from tests.core.jobs.conftest import Start, kill, wait_until
from zolal.core.jobs import cancel, enqueue
from zolal.core.models import Job, Setting

pytestmark = pytest.mark.django_db(transaction=True)


def state(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


def steps(job: Job) -> int:
    return Setting.objects.filter(name__startswith=f"{job.pk}:").count()


def test_a_job_goes_on_from_its_checkpoint_after_its_child_and_its_whole_worker_were_killed(
    start_worker: Start,
) -> None:
    job = enqueue("test.count", to=40, pause=0.05)
    worker = start_worker()
    wait_until(lambda: steps(job) >= 5)

    os.kill(Setting.objects.filter(name__startswith=f"{job.pk}:").latest("name").value, signal.SIGKILL)
    seen = steps(job)
    wait_until(lambda: steps(job) >= seen + 5)
    kill(worker)
    start_worker()
    wait_until(lambda: state(job) == "done")

    assert steps(job) == 40
    assert len(set(Setting.objects.values_list("value", flat=True))) == 3


def test_a_worker_that_is_told_to_stop_leaves_its_job_to_the_next(start_worker: Start) -> None:
    job = enqueue("test.count", to=40, pause=0.05)
    worker = start_worker()
    wait_until(lambda: steps(job) >= 3)

    worker.terminate()
    assert worker.wait(timeout=10) == 0
    assert state(job) == "queued"
    start_worker()
    wait_until(lambda: state(job) == "done")

    assert steps(job) == 40


def test_two_workers_run_no_job_twice(start_worker: Start) -> None:
    jobs = [enqueue("test.count", to=2) for _ in range(30)]
    for _ in range(2):
        start_worker()
    wait_until(lambda: not Job.objects.exclude(state="done").exists())

    assert all(steps(job) == 2 for job in jobs)
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}
    assert len(set(Job.objects.values_list("worker", flat=True))) == 2


def test_a_running_job_can_be_cancelled(start_worker: Start) -> None:
    job = enqueue("test.count", to=1000, pause=0.05)
    start_worker()
    wait_until(lambda: steps(job) >= 2)

    cancel(job=job)
    wait_until(lambda: state(job) == "cancelled")

    job.refresh_from_db()
    assert steps(job) == job.done < 1000
