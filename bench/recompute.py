"""How long it takes to judge and score everybody anew: what is stored is compared, and only what differs is written.

    python -m bench.recompute --data /var/tmp/zolal-recompute --rows 1000000

Three times the whole: nobody judged before, nothing changed since, and every score changed by other weights. Beside it
on the first `--peers` records: row by row as one edit is judged (`assess`), and the loop one would write in Django
without thinking, a record at a time. Times of the process and of the one beside it, for others may use the machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.database import environment

VENDORS = ("sqlite", "postgresql")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("/var/tmp/zolal-recompute"), help="where the databases stay")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--peers", type=int, default=5_000, help="records of the peers")
    parser.add_argument("--databases", nargs="+", choices=VENDORS, default=VENDORS)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        inside(arguments.rows, arguments.peers)
        return
    for vendor in arguments.databases:
        print(f"\n{vendor}, load {os.getloadavg()[0]:.1f}", flush=True)
        told = ["--rows", str(arguments.rows), "--peers", str(arguments.peers)]
        with environment(arguments.data, vendor) as surroundings:
            command = [sys.executable, "-m", "bench.recompute", "--inside", *told]
            subprocess.run(command, env=surroundings, check=True)


def inside(rows: int, peers: int) -> None:
    """In the child process that has the database: fill it, then measure."""
    import django  # noqa: PLC0415 - not in the parent, which has no database

    django.setup()
    from bench.population import fill  # noqa: PLC0415 - models need Django
    from zolal.core.models import Setting  # noqa: PLC0415
    from zolal.people.models import Person, PersonScore  # noqa: PLC0415
    from zolal.quality.models import Issue  # noqa: PLC0415

    fill(rows)
    Setting.objects.filter(name="score.weights").delete()
    Issue.objects.all().delete()
    PersonScore.objects.all().delete()
    ids = list(Person.objects.filter(state="active").order_by("id").values_list("id", flat=True)[:peers])
    many = Person.objects.filter(state="active").count()
    measured("the loop, a record at a time", len(ids[: peers // 10]), lambda: one_by_one(ids[: peers // 10]))
    measured("row by row, 1,000 at once", len(ids), lambda: row_by_row(ids))
    Issue.objects.all().delete()
    PersonScore.objects.all().delete()
    measured("all anew, nobody judged before", many, recomputed)
    measured("all anew, nothing changed", many, recomputed)
    weights = {"completeness": 50, "validity": 30, "uniqueness": 15, "freshness": 5, "accuracy": 10}
    Setting.objects.create(name="score.weights", value=weights)
    measured("all anew, every score changed", many, recomputed)
    print(f"  issues: {Issue.objects.count():,}")


def recomputed() -> None:
    """As the job does it."""
    from zolal.core.jobs import enqueue, run_now  # noqa: PLC0415 - models need Django

    job = run_now(enqueue("quality.reassess", record_type="person"))
    assert job.state == job.State.DONE, job.error
    print(f"    {job.result}")


def row_by_row(ids: list[int]) -> None:
    """As a bulk change judges what it wrote."""
    from django.db import transaction  # noqa: PLC0415 - models need Django

    from zolal.quality.assess import assess  # noqa: PLC0415

    for start in range(0, len(ids), 1_000):
        with transaction.atomic():
            assess("person", ids[start : start + 1_000])


def one_by_one(ids: list[int]) -> None:
    """A record at a time, each with its queries and its save."""
    from django.db import transaction  # noqa: PLC0415 - models need Django

    from zolal.quality.assess import assess  # noqa: PLC0415

    for one in ids:
        with transaction.atomic():
            assess("person", [one])


def measured(what: str, records: int, work: Callable[[], Any]) -> None:
    """Say how long the work took by the clock, and of processors: this process and the ones it started."""
    begun, idle = time.perf_counter(), _computed()
    work()
    clock, computed = time.perf_counter() - begun, _computed() - idle
    each = 1e6 * computed / max(1, records)
    print(f"  {clock:8.1f} s, {computed:8.1f} s computing, {each:8.1f} µs each of {records:,}  {what}", flush=True)


def _computed() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


if __name__ == "__main__":
    main()
