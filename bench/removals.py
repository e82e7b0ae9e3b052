"""Everybody of a big database is archived or deleted, by real workers that are killed while they work, and comes back.

    python -m bench.removals --data /var/tmp/zolal-decisions --rows 100000

Each deed is one durable job and one action, which is undone; then everything must be as before. The last one is
cancelled halfway: what it has done stays, as one action, and is undone too. Columns are those of `bench.decisions`.
"""
# ruff: noqa: PLC0415 - Django is told where its data is before any of it is imported

from __future__ import annotations

import os
import signal
import time
from typing import Any

from bench.database import on_each
from bench.killed import filled, say, state, taken_back, watched, worker


def main() -> None:
    on_each("bench.removals", __doc__, inside, times=1, data="/var/tmp/zolal-decisions")


def inside(rows: int, times: int) -> None:
    """In the child process that has the database."""
    import django

    django.setup()
    filled(rows)
    for _ in range(times):
        for deed in ("archive", "delete"):
            before = state()
            job = _begun(deed)
            told = watched(job)
            say(deed, job.result["count"], told, _left())
            taken_back(job.result["action"], f"{deed}, undone", before)
        _cancelled()


def _begun(deed: str) -> Any:  # noqa: ANN401 - a job
    from zolal.accounts.models import User
    from zolal.people.actions.bulk import change_matching
    from zolal.people.queries.lists import Wish

    return change_matching(deed=deed, wish=Wish("person"), by=User.objects.get(email="admin@example.com"))


def _left() -> list[str]:
    from zolal.people.models import Person

    active = Person.objects.filter(state="active").count()
    return [f"{active} left"] if active else []


def _cancelled() -> None:
    from zolal.accounts.actions.jobs import cancel_job
    from zolal.accounts.models import User
    from zolal.core.models import Action, Job
    from zolal.people.models import Person

    archived_before = Person.objects.filter(state="archived").count()
    by, before = User.objects.get(email="admin@example.com"), state()
    job, working = _begun("archive"), worker()
    try:
        while job.state in ("queued", "running") and not (job.total and job.done > job.total / 2):
            time.sleep(0.1)
            job.refresh_from_db()
        begun = time.perf_counter()
        cancel_job(job=job, by=by)
        while _busy(working.pid):
            time.sleep(0.05)
    finally:
        os.killpg(working.pid, signal.SIGKILL)
        working.wait()
    job = Job.objects.get(pk=job.pk)
    archived = Person.objects.filter(state="archived").count() - archived_before
    wrong = [] if archived == job.done else [f"{job.done:,} told"]
    print(
        f"  {job.state} at {job.done:,}, at rest after {time.perf_counter() - begun:.1f} s,"
        f" {archived:,} archived; {', '.join(wrong) or 'as told'}",
        flush=True,
    )
    taken_back(str(Action.objects.filter(kind="person.archive").latest("pk").uid), "cancelled, undone", before)


def _busy(pid: int) -> bool:
    import psutil

    return bool(psutil.Process(pid).children())


if __name__ == "__main__":
    main()
