"""Jobs that change everybody, done by real workers that are killed while they work."""
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

KILLS = 3


def filled(rows: int) -> None:
    """The database with so many people, judged and compared: whoever is written is looked for among all others, so that
    what nobody has looked for before would come up with the first undo."""
    from bench.population import fill
    from zolal.core.jobs import enqueue, run_now
    from zolal.quality.models import Issue, MatchModel

    fill(rows)
    if not MatchModel.objects.filter(record_type="person").exists():
        run_now(enqueue("quality.find_duplicates"))
    if not Issue.objects.exists():
        run_now(enqueue("quality.reassess"))


def watched(job: Any) -> dict[str, Any]:  # noqa: ANN401 - a job
    """Let workers do the job, and kill some of them: seconds, memory, how often killed, how long somebody waited."""
    dice, kills, memory, edits = random.Random(job.pk), 0, 0, []
    begun, working = time.perf_counter(), worker()
    try:
        while True:
            job.refresh_from_db()
            if job.state not in ("queued", "running"):
                break
            due = job.done > (kills + 1) * (job.total or 10**9) / (KILLS + 2)
            for child in psutil.Process(working.pid).children():
                memory = max(memory, _memory(child))
                if due and kills < KILLS:
                    kills += 1
                    if kills == KILLS:
                        os.killpg(working.pid, signal.SIGKILL)
                        working.wait()
                        working = worker()
                    else:
                        os.kill(child.pid, signal.SIGKILL)
            edits.append(_edit(dice))
            time.sleep(0.1)
    finally:
        os.killpg(working.pid, signal.SIGKILL)
        working.wait()
    if job.state != "done":
        raise RuntimeError(f"{job.state}: {job.error}")
    return {"wall": time.perf_counter() - begun, "memory": memory, "kills": kills, "edits": sorted(edits)}


def worker() -> subprocess.Popen[bytes]:
    """A real one, in a session of its own."""
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


def state() -> tuple[Counter[Any], int, int]:
    """What is wrong with whom, whose it is, how good everybody is, and who may be one."""
    from zolal.people.models import Person
    from zolal.quality.models import Issue, Pair

    rows = Issue.objects.values_list("record_id", "fact", "code", "raw", "holder", "until")
    people = Person.objects.order_by("pk").values_list("pk", "state", "score__quality", "last_activity_on")
    pairs = Pair.objects.order_by("pk").values_list("uid", "first_id", "second_id", "probability", "decision")
    return Counter(rows.iterator()), hash(tuple(people.iterator())), hash(tuple(pairs.iterator()))


def taken_back(uid: str, what: str, before: Any) -> None:  # noqa: ANN401 - what `state` tells
    """Undo an action, by a job where there is much to undo, and print whether all is as it was before."""
    from zolal.accounts.actions.undoing import undo_action
    from zolal.accounts.models import User
    from zolal.core.models import Action

    begun = time.perf_counter()
    undone = undo_action(action=Action.objects.get(uid=uid), by=User.objects.get(email="admin@example.com"))
    # Few are taken back at once, while nobody can be killed.
    told = {"wall": time.perf_counter() - begun, "memory": 0, "kills": 0, "edits": []}
    restored = undone.restored
    if undone.job is not None:
        told = watched(undone.job)
        restored = undone.job.result["restored"]
    say(what, restored, told, [] if state() == before else ["not as it was before"])


def say(what: str, count: int, told: dict[str, Any], wrong: list[str]) -> None:
    """A line of the table."""
    edits, speed = told["edits"] or [0.0], count / told["wall"]
    print(
        f"  {what:20} {count:9,} in {told['wall']:6.1f} s = {speed:7,.0f}/s, killed {told['kills']} times,"
        f" {told['memory'] / 2**20:5.0f} MB; another writer waited {1000 * edits[int(len(edits) * 0.95)]:.0f} ms (p95),"
        f" {1000 * edits[-1]:.0f} at most; {', '.join(wrong) or 'all there, once'}",
        flush=True,
    )
