"""What a job runs, and what it can say while running."""

from __future__ import annotations

import time as clock
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from zolal.core.models import Job

LEASE = timedelta(seconds=15)
"""How long a worker that is not heard of keeps its job."""


INLINE = "inline"
"""The worker's name where a job runs in the process that asked for it."""

LONGEST_PAUSE, PAUSE = 0.1, 0.2
"""Seconds at most, and share of the time worked since the last one: how long a job lets others write."""


class Cancelled(Exception):
    """Somebody asked the job to stop."""


class Lost(Exception):
    """Another worker has taken the job over; this one must not write any more."""


class Failed(Exception):
    """The task cannot be done, however often it is tried; the message tells its owner why and what to do."""


@dataclass(frozen=True, slots=True)
class Task:
    """A function under a name. `attempts` is how often it is tried without progress when it raises. A `quiet` one is
    shown to nobody as long as all goes well: it runs every few seconds, and says elsewhere what it does.

    `at_start` tells the arguments of each job that is needed when a worker starts. `ended` is called with a job that
    failed or was cancelled, in the transaction that says so: also when no line of the task could run any more.
    """

    name: str
    run: Callable[..., dict[str, Any] | None]
    attempts: int = 3
    daily_at: time | None = None
    at_start: Callable[[], list[dict[str, Any]]] | None = None
    ended: Callable[[Job], None] | None = None
    quiet: bool = False


TASKS: dict[str, Task] = {}


@cache
def _discover() -> None:
    autodiscover_modules("jobs")


def tasks() -> dict[str, Task]:
    """Every task, from the `jobs` modules of all apps."""
    _discover()
    return TASKS


class Handle:
    """A running job, as its task sees it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._worked_since = clock.monotonic()

    @property
    def checkpoint(self) -> dict[str, Any]:
        """What an earlier attempt, or this one, saved last."""
        return dict(self.job.checkpoint)

    def save(
        self,
        *,
        checkpoint: dict[str, Any] | None = None,
        stage: str = "",
        done: int | None = None,
        total: int | None = None,
    ) -> None:
        """Write progress and checkpoint, inside the caller's transaction: together with its effect, or not at all.

        What is not given stays as it was. Raises `Cancelled` where somebody asked to stop, `Lost` where the lease is
        gone; let both pass, so that the transaction is rolled back.
        """
        given = {"checkpoint": checkpoint, "stage": stage or None, "done": done, "total": total}
        columns = {name: value for name, value in given.items() if value is not None}
        if checkpoint is not None:
            columns["attempts"] = 1  # it got further: what counts are attempts without progress
        mine = Job.objects.filter(pk=self.job.pk, worker=self.job.worker, state=Job.State.RUNNING)
        # The lease is renewed here too: on SQLite the parent cannot write as long as this transaction is open.
        if not mine.filter(cancel_asked=False).update(lease_until=timezone.now() + LEASE, **columns):
            raise Cancelled if mine.exists() else Lost
        for name, value in columns.items():
            setattr(self.job, name, value)
        if connection.vendor == "sqlite" and self.job.worker != INLINE:
            transaction.on_commit(self._give_way)

    def _give_way(self) -> None:
        """SQLite lets one write and keeps no queue: others look every tenth of a second whether they can.

        A job that went from one transaction right into the next would let them wait until they give up.
        """
        clock.sleep(min(LONGEST_PAUSE, PAUSE * (clock.monotonic() - self._worked_since)))
        self._worked_since = clock.monotonic()


def task(
    name: str,
    *,
    attempts: int = 3,
    daily_at: time | None = None,
    at_start: Callable[[], list[dict[str, Any]]] | None = None,
    ended: Callable[[Job], None] | None = None,
    quiet: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function `run(handle, **arguments) -> dict | None` under a name; what it returns is `job.result`.

    With `daily_at` (in the time zone of the settings) it also runs by itself every day, without arguments. `at_start`
    is asked whenever a worker starts, and gives the arguments of every job that is needed then.
    """

    def registered(function: Callable[..., Any]) -> Callable[..., Any]:
        TASKS[name] = Task(name, function, attempts, daily_at, at_start, ended, quiet)
        return function

    return registered
