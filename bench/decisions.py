"""Decisions about a whole queue of a big database, by real workers that are killed while they work, and taken back.

    python -m bench.decisions --data /var/tmp/zolal-decisions --rows 200000

Of 200,000 people some 125,000 are old. About all of those one decision is made, then it is undone. The process of the
job is killed with -9 a few times in between, once with the whole worker. Then it is looked at whether every issue was
decided once and whether everything is as before. Beside it somebody edits a record over and over; how long that took at
most is how long anybody had to wait. Seconds are those of the wall clock, with the kills (a lost worker alone costs the
15 seconds of its lease). Memory is the highest of the worker's child.
"""
# ruff: noqa: PLC0415 - Django is told where its data is before any of it is imported

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from typing import Any

import psutil

from bench.database import on_each

SORT = {"group": "old"}
KILLS = 3
VERDICTS = ("dismissed", "handed", "accept")
"""What leaves the records alone, what moves the issues within the queue, what writes the records."""


def main() -> None:
    on_each("bench.decisions", __doc__, inside, times=1, data="/var/tmp/zolal-decisions")


def inside(rows: int, times: int) -> None:
    """In the child process that has the database."""
    import django

    django.setup()
    from bench.population import fill
    from zolal.core.jobs import enqueue, run_now
    from zolal.quality.models import Issue

    fill(rows)
    if not Issue.objects.exists():
        run_now(enqueue("quality.reassess"))
    for _ in range(times):
        for verdict in VERDICTS:
            _measure(verdict)


def _measure(verdict: str) -> None:
    from zolal.accounts.actions.undoing import undo_action
    from zolal.accounts.models import User
    from zolal.capture.actions.decide_many import decide_matching
    from zolal.core.models import Action

    by = User.objects.get(email="admin@example.com")
    before = _state()
    decided = decide_matching(record_type="person", whose="all", narrowed=SORT, wish=_wish(verdict), by=by)
    told = _watched(decided)
    action = Action.objects.get(uid=decided.result["action"])
    _say(verdict, decided.result["count"], told, _wrong(action, decided, verdict))
    undone = undo_action(action=action, by=by).job
    told = _watched(undone)
    after = _state()
    _say(f"{verdict}, undone", undone.result["restored"], told, [] if after == before else ["not as it was before"])


def _wish(verdict: str) -> Any:  # noqa: ANN401 - a wish
    from zolal.accounts.models import User
    from zolal.quality.actions.handling import Wish

    to = User.objects.exclude(email="admin@example.com").order_by("-pk").first() if verdict == "handed" else None
    return Wish(verdict, None, to)


def _watched(job: Any) -> dict[str, Any]:  # noqa: ANN401 - a job
    """Let workers do the job, and kill some of them: seconds, memory, how often killed, how long somebody waited."""
    dice, kills, memory, edits = random.Random(job.pk), 0, 0, []
    begun, worker = time.perf_counter(), _worker()
    try:
        while True:
            job.refresh_from_db()
            if job.state not in ("queued", "running"):
                break
            due = job.done > (kills + 1) * (job.total or 10**9) / (KILLS + 2)
            for child in psutil.Process(worker.pid).children():
                memory = max(memory, _memory(child))
                if due and kills < KILLS:
                    kills += 1
                    if kills == KILLS:
                        os.killpg(worker.pid, signal.SIGKILL)
                        worker.wait()
                        worker = _worker()
                    else:
                        os.kill(child.pid, signal.SIGKILL)
            edits.append(_edit(dice))
            time.sleep(0.1)
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    if job.state != "done":
        raise RuntimeError(f"{job.state}: {job.error}")
    return {"wall": time.perf_counter() - begun, "memory": memory, "kills": kills, "edits": sorted(edits)}


def _worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "zolal.cli", "work"], start_new_session=True)


def _memory(process: psutil.Process) -> int:
    try:
        found = process.memory_info()
        return int(found.rss - found.shared)  # what SQLite maps of its file is the system's to give away
    except psutil.NoSuchProcess:
        return 0


def _edit(dice: random.Random) -> float:
    """Seconds that somebody waits who writes something else meanwhile; on SQLite only one can write."""
    from django.db import transaction

    from zolal.core.models import Setting

    begun = time.perf_counter()
    with transaction.atomic():
        Setting.objects.update_or_create(name="bench.edit", defaults={"value": dice.random()})
    return time.perf_counter() - begun


def _state() -> tuple[Counter[Any], int]:
    """What is wrong with whom, whose it is, and how good everybody is."""
    from zolal.people.models import Person
    from zolal.quality.models import Issue

    rows = Issue.objects.values_list("record_id", "fact", "code", "raw", "holder", "until")
    people = Person.objects.order_by("pk").values_list("pk", "state", "quality", "last_activity_on")
    return Counter(rows.iterator()), hash(tuple(people.iterator()))


def _wrong(action: Any, job: Any, verdict: str) -> list[str]:  # noqa: ANN401 - of models
    from django.db.models import Count

    from zolal.quality.models import Issue

    left = Issue.objects.filter(record_type="person", until=None, **SORT, severity__in=("error", "warning"))
    if verdict == "handed":
        left = left.exclude(holder=action.handlings.first().to_id)
    doubled = action.handlings.values("record_id", "fact", "code", "raw").annotate(many=Count("pk")).filter(many__gt=1)
    twice = action.changes.values("record_id").annotate(many=Count("pk")).filter(many__gt=1)
    rows = action.handlings.count() or action.changes.values("record_id").distinct().count()
    said = {
        "left": left.count(),
        "decided twice": doubled.count(),
        "written twice": twice.count(),
        "told otherwise than done": rows != job.result["count"],
    }
    return [f"{many} {what}" for what, many in said.items() if many]


def _say(what: str, count: int, told: dict[str, Any], wrong: list[str]) -> None:
    edits, speed = told["edits"], count / told["wall"]
    print(
        f"  {what:20} {count:9,} in {told['wall']:6.1f} s = {speed:7,.0f}/s, killed {told['kills']} times,"
        f" {told['memory'] / 2**20:5.0f} MB; another writer waited {1000 * edits[int(len(edits) * 0.95)]:.0f} ms (p95),"
        f" {1000 * edits[-1]:.0f} at most; {', '.join(wrong) or 'all there, once'}",
        flush=True,
    )


if __name__ == "__main__":
    main()
