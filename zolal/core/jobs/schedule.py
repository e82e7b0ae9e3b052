"""Tasks that run by themselves: every day, or when a worker starts and finds them needed."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from zolal.core.jobs.queue import enqueue
from zolal.core.jobs.task import tasks
from zolal.core.locks import hold
from zolal.core.models import Job, Schedule


def enqueue_due(now: datetime | None = None) -> list[str]:
    """Put what is due into the queue, once however many workers look; the names of the tasks.

    A day on which no worker ran is not made up for twice: the next one is after `now`.
    """
    now = now or timezone.now()
    started = []
    for task in tasks().values():
        if task.daily_at is None:
            continue
        due = Schedule.objects.filter(task=task.name).first()
        if due is None:
            Schedule.objects.get_or_create(task=task.name, defaults={"next_at": following(now, task.daily_at)})
        elif due.next_at <= now:
            with transaction.atomic():
                unmoved = Schedule.objects.filter(task=task.name, next_at=due.next_at)
                if unmoved.update(next_at=following(now, task.daily_at)):
                    enqueue(task.name)
                    started.append(task.name)
    return started


def enqueue_needed() -> list[str]:
    """Put what a starting worker finds needed into the queue, once however many workers start; the names of the tasks.

    What waits or runs already is not put there again.
    """
    started = []
    for task in tasks().values():
        for arguments in task.at_start() if task.at_start else ():
            with transaction.atomic():
                hold([f"at start {task.name}"])
                under_way = Job.objects.filter(task=task.name, state__in=(Job.State.QUEUED, Job.State.RUNNING))
                if arguments not in list(under_way.values_list("arguments", flat=True)):
                    enqueue(task.name, **arguments)
                    started.append(task.name)
    return started


def following(now: datetime, at: time) -> datetime:
    """The first moment after `now` at which local clocks show `at`."""
    local = timezone.localtime(now)
    day = local.date() if local.time() < at else local.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, at))
