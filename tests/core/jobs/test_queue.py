"""A job waits, runs, and ends in a state that says what became of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.core.jobs import tasks
from zolal.accounts.models import User
from zolal.core.jobs import cancel, enqueue, queue, run_all, run_now
from zolal.core.models import Job, Setting

pytestmark = pytest.mark.django_db
State = Job.State


def effects() -> set[str]:
    return set(Setting.objects.values_list("name", flat=True))


def test_a_job_leaves_its_effects_its_progress_and_its_result() -> None:
    job = run_now(enqueue("test.count", to=3))

    assert (job.state, job.result, job.stage) == (State.DONE, {"counted": 3}, "counting")
    assert (job.done, job.total, job.checkpoint) == (3, 3, {"step": 3})
    assert job.started_at <= job.ended_at
    assert effects() == {f"{job.pk}:0", f"{job.pk}:1", f"{job.pk}:2"}


def test_a_task_that_nobody_declared_is_refused() -> None:
    with pytest.raises(KeyError):
        enqueue("test.nothing")


def test_jobs_run_in_the_order_they_came() -> None:
    first, second = enqueue("test.count", to=1), enqueue("test.count", to=1)

    assert [job.pk for job in run_all()] == [first.pk, second.pk]
    assert run_all() == []


def test_a_job_is_claimed_once() -> None:
    enqueue("test.count", to=1)

    assert queue.claim("one") is not None
    assert queue.claim("two") is None


def test_a_failure_is_told_in_the_owners_language(administrator: User) -> None:
    job = run_now(enqueue("test.impossible", owner=administrator))

    assert (job.state, job.error) == (State.FAILED, "این فیلد لازم است.")
    assert tasks.ENDED[-1] == (job.pk, "failed")


def test_a_bug_is_told_readably_and_tried_again_later_as_often_as_the_task_says() -> None:
    job = enqueue("test.broken")
    for attempt in (1, 2):
        held = queue.take(job, "worker")
        queue_run(held)
        job.refresh_from_db()
        assert "ValueError: a bug" in job.error
        assert "Traceback" not in job.error
        assert job.state == (State.QUEUED if attempt == 1 else State.FAILED)
    assert effects() == {"tried:1", "tried:2"}
    assert job.run_at > timezone.now()


def queue_run(job: Job | None) -> None:
    from zolal.core.jobs.run import run

    assert job is not None
    run(job)


def test_a_waiting_job_is_cancelled_at_once() -> None:
    job = enqueue("test.count", to=3)
    cancel(job=job)

    assert job.state == State.CANCELLED
    assert run_all() == []


def test_a_running_job_stops_at_its_next_save_and_leaves_that_step_undone() -> None:
    job = run_now(enqueue("test.asked_to_stop"))

    assert job.state == State.CANCELLED
    assert effects() == set()
    assert tasks.ENDED[-1] == (job.pk, "cancelled")


def test_who_has_lost_the_lease_writes_nothing_more() -> None:
    job = run_now(enqueue("test.overtaken"))

    assert (job.state, job.worker, job.result) == (State.RUNNING, "somebody else", {})
    assert effects() == set()


def test_a_job_whose_worker_fell_silent_goes_back_into_the_queue() -> None:
    job = queue.take(enqueue("test.count", to=1), "silent")
    queue.reap()
    assert Job.objects.get().state == State.RUNNING

    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    queue.reap()

    assert not queue.renew(job)
    assert Job.objects.get().state == State.QUEUED
    assert run_all()[0].state == State.DONE


def test_a_job_that_always_kills_its_process_is_given_up_with_a_reason() -> None:
    job = enqueue("test.dies")
    for _ in range(queue.CRASHES):
        queue.crashed(queue.take(job, "worker"))
    job.refresh_from_db()

    assert job.state == State.FAILED
    assert job.error


def test_attempts_count_from_the_last_progress() -> None:
    job = enqueue("test.count", to=2)
    Job.objects.update(attempts=15)

    assert run_now(job).attempts == 1
