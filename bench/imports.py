"""An import through the application, with provenance, matching and issues: rows a second.

python -m bench.imports [--rows 10000 30000 100000] [--seed N] [--undo]

Makes messy files with `zolal.demo` and runs the real jobs, each on an empty SQLite database of its own. Beside them, in
the same run, what import libraries for Django do: row by row `get_or_create` by the mobile number, `full_clean`, save,
without normalising, fuzzy matching, issues, ledger or undo; and the least that is possible, `bulk_create` alone. There
is no peer that does the same.

Processor seconds are those of all processes, so they may exceed the wall clock's.
"""
# ruff: noqa: PLC0415 - Django is told where its data is before any of it is imported

from __future__ import annotations

import argparse
import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from zolal import demo

BATCH = 1_000
BY_ROW = 3_000
"""So many rows tell how fast a loop row by row is."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--undo", action="store_true")
    arguments = parser.parse_args()
    if len(arguments.rows) > 1:
        # A process for each, so that none profits from what another has in memory.
        for rows in arguments.rows:
            options = ["--rows", str(rows), "--seed", str(arguments.seed), *(["--undo"] if arguments.undo else [])]
            subprocess.run([sys.executable, "-m", "bench.imports", *options], check=True)
        return
    with tempfile.TemporaryDirectory(prefix="zolal-bench-") as folder:
        os.environ["ZOLAL_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "zolal.server.settings"
        (rows,) = arguments.rows
        run(demo.write(Path(folder) / "customers.csv", rows=rows, seed=arguments.seed).path, rows, arguments.undo)


def timed(name: str, rows: int, work: Callable[[], Any]) -> float:
    """Seconds of the wall clock, printed with the rows a second."""
    start, processor = time.perf_counter(), _processor()
    work()
    wall, processor = time.perf_counter() - start, _processor() - processor
    print(f"  {name:32} {wall:7.1f} s {processor:7.1f} s processor {rows / wall:10,.0f} rows/s", flush=True)
    return wall


def _processor() -> float:
    """Seconds of this process and of those it started and that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def run(path: Path, rows: int, undo: bool) -> None:
    import django

    django.setup()
    from django.core.files import File
    from django.core.management import call_command

    from zolal.accounts.models import Role, User
    from zolal.capture.actions.imports import commit_import, confirm_mapping, undo_import, upload_import
    from zolal.core.jobs import run_all, run_now

    call_command("migrate", verbosity=0, skip_checks=True)
    by = User.objects.create_user(email="bench@example.com", name="bench", role=Role.ADMINISTRATOR)
    print(f"{rows:,} rows, {path.stat().st_size / 2**20:.1f} MB; load {os.getloadavg()[0]:.1f}", flush=True)
    with path.open("rb") as content:
        import_ = upload_import(file=File(content), filename=path.name, record_type="person", by=by)
    timed("read", rows, run_all)
    job = confirm_mapping(import_=import_, by=by).job
    seconds = timed("check", rows, lambda: run_now(job))
    job = commit_import(import_=import_, by=by).job
    seconds += timed("commit", rows, lambda: run_now(job))
    print(f"  {'check and commit':32} {seconds:7.1f} s {'':19} {rows / seconds:10,.0f} rows/s")
    if undo:
        job = undo_import(import_=import_, by=by).job
        timed("undo", rows, lambda: run_now(job))
    import_.refresh_from_db()
    print(f"  {import_.state}: {import_.counts}")
    _empty()
    some = min(rows, BY_ROW)
    by_row = timed(f"beside: row by row, {some:,} rows", some, lambda: _row_by_row(path, some))
    _empty()
    timed("beside: bulk_create alone", rows, lambda: _plain(path))
    print(f"  row by row takes {by_row / some * rows / seconds:.1f} times as long", flush=True)


def _empty() -> None:
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as content:
        yield from csv.DictReader(content)


def _columns(row: Mapping[str, str]) -> dict[str, str]:
    return {
        "given_name": row["نام"][:200],
        "family_name": row["نام خانوادگی"][:200],
        "city": row["شهر"],
        "address": row["نشانی"],
        "job_title": row["سمت"][:200],
    }


def _row_by_row(path: Path, many: int) -> None:
    """What `import_data` of an import library does in its loop."""
    from django.core.exceptions import ValidationError
    from django.db import transaction
    from django.utils import timezone

    from zolal.people.models import ContactPoint, Person

    now = timezone.now()
    with transaction.atomic():
        for row in islice(_rows(path), many):
            known = ContactPoint.objects.filter(kind="mobile", key=row["موبایل"][:320]).exclude(key="").first()
            person = known.person if known else Person(created_at=now)
            for name, value in _columns(row).items():
                setattr(person, name, value)
            person.updated_at = now
            try:
                person.full_clean()
            except ValidationError:
                continue
            person.save()
            if row["موبایل"]:
                mobile = row["موبایل"][:320]
                ContactPoint.objects.get_or_create(
                    person=person, kind="mobile", key=mobile, defaults={"value": mobile, "position": 0}
                )


def _plain(path: Path) -> None:
    """Cells into columns as they are, many at once."""
    from django.db import transaction
    from django.utils import timezone

    from zolal.people.models import ContactPoint, Person

    now, rows = timezone.now(), _rows(path)
    with transaction.atomic():
        while batch := list(islice(rows, BATCH)):
            people = Person.objects.bulk_create(
                Person(**_columns(row), created_at=now, updated_at=now) for row in batch
            )
            ContactPoint.objects.bulk_create(
                ContactPoint(person=person, kind="mobile", value=row["موبایل"][:320])
                for person, row in zip(people, batch, strict=True)
                if row["موبایل"]
            )


if __name__ == "__main__":
    main()
