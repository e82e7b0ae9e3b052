"""What is to run by itself runs by itself, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest

from zolal.core.jobs import Handle, task
from zolal.core.jobs.schedule import enqueue_due, enqueue_needed, following
from zolal.core.jobs.task import TASKS
from zolal.core.models import Job, Schedule

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 22, 18, tzinfo=UTC)  # 21:30 in Tehran


@pytest.fixture(autouse=True)
def nightly() -> Iterator[None]:
    others = dict(TASKS)
    TASKS.clear()

    @task("test.nightly", daily_at=time(3))
    def nightly(handle: Handle) -> None: ...

    yield
    TASKS.clear()
    TASKS.update(others)


def test_a_daily_task_runs_at_its_hour_on_local_clocks() -> None:
    assert following(EVENING, time(3)) == datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert following(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), time(3)) == datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


def test_it_is_put_into_the_queue_once_a_day() -> None:
    assert enqueue_due(EVENING) == []
    night = EVENING + timedelta(hours=6)

    assert enqueue_due(night) == ["test.nightly"]
    assert enqueue_due(night) == []
    assert enqueue_due(night + timedelta(days=1)) == ["test.nightly"]
    assert Job.objects.count() == 2


def test_days_without_a_worker_are_not_made_up_for() -> None:
    enqueue_due(EVENING)

    assert enqueue_due(EVENING + timedelta(days=30)) == ["test.nightly"]
    assert enqueue_due(EVENING + timedelta(days=30)) == []
    assert Schedule.objects.get().next_at > EVENING + timedelta(days=30)


def test_what_a_starting_worker_finds_needed_is_put_into_the_queue_unless_it_waits_there() -> None:
    @task("test.needed", at_start=lambda: [{"record_type": "person"}, {"record_type": "company"}])
    def needed(handle: Handle, record_type: str) -> None: ...

    assert enqueue_needed() == ["test.needed", "test.needed"]
    assert enqueue_needed() == []
    Job.objects.filter(arguments__record_type="company").update(state="done")
    assert enqueue_needed() == ["test.needed"]
