"""An import through the application, with provenance, matching and issues: rows a second.

python -m bench.imports [--rows 100000] [--seed N] [--data DIR]

Makes a messy file with `zolal.demo`, runs the real jobs on a database of its own (SQLite in DIR, or `DATABASE_URL`),
and beside them what a plain import does: each row read, `Model(...)`, `bulk_create` in batches, without normalising,
matching, issues, ledger or undo. There is no peer that does the same.
"""
# ruff: noqa: PLC0415 - Django is told where its data is before any of it is imported

from __future__ import annotations

import argparse
import csv
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from zolal import demo

BATCH = 1_000


def timed(name: str, rows: int, work: Callable[[], Any]) -> float:
    """Seconds of the wall clock, printed with the rows a second."""
    start, processor = time.perf_counter(), time.process_time()
    work()
    wall, processor = time.perf_counter() - start, time.process_time() - processor
    print(f"  {name:28} {wall:7.1f} s wall {processor:7.1f} s processor {rows / wall:10,.0f} rows/s", flush=True)
    return wall


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--data", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = arguments.data or Path(folder)
        os.environ["ZOLAL_DATA"] = str(data)
        os.environ["DJANGO_SETTINGS_MODULE"] = "zolal.server.settings"
        run(demo.write(Path(folder) / "customers.csv", rows=arguments.rows, seed=arguments.seed).path, arguments.rows)


def run(path: Path, rows: int) -> None:
    import django

    django.setup()
    from django.core.files import File
    from django.core.management import call_command

    from zolal.accounts.models import Role, User
    from zolal.capture.actions.imports import commit_import, confirm_mapping, undo_import, upload_import
    from zolal.core.jobs import run_all

    call_command("migrate", verbosity=0, skip_checks=True)
    by = User.objects.create_user(email="bench@example.com", name="bench", role=Role.ADMINISTRATOR)
    print(f"{rows:,} rows, {path.stat().st_size / 2**20:.1f} MB")
    with path.open("rb") as content:
        import_ = upload_import(file=File(content), filename=path.name, record_type="person", by=by)
    timed("read", rows, run_all)
    confirm_mapping(import_=import_, by=by)
    check = timed("check", rows, run_all)
    commit_import(import_=import_, by=by)
    commit = timed("commit (and train)", rows, run_all)
    print(f"  check and commit: {rows / (check + commit):,.0f} rows/s")
    undo_import(import_=import_, by=by)
    timed("undo", rows, run_all)
    import_.refresh_from_db()
    print(f"  {import_.state}: {import_.counts}")
    timed("beside: bulk_create alone", rows, lambda: plain(path))


def plain(path: Path) -> None:
    """The row loop of a plain import: cells into columns as they are."""
    from django.db import transaction
    from django.utils import timezone

    from zolal.people.models import ContactPoint, Person

    now = timezone.now()
    with path.open(encoding="utf-8", newline="") as content, transaction.atomic():
        batch: list[tuple[Person, str]] = []
        for row in csv.DictReader(content):
            person = Person(
                given_name=row["نام"],
                family_name=row["نام خانوادگی"],
                city=row["شهر"],
                address=row["نشانی"],
                job_title=row["سمت"],
                created_at=now,
                updated_at=now,
            )
            batch.append((person, row["موبایل"]))
            if len(batch) == BATCH:
                _keep(batch, Person, ContactPoint)
                batch = []
        _keep(batch, Person, ContactPoint)


def _keep(batch: list[tuple[Any, str]], person: Any, point: Any) -> None:  # noqa: ANN401 - models, loaded late
    people = person.objects.bulk_create([one for one, _ in batch])
    mobiles = [mobile for _, mobile in batch]
    point.objects.bulk_create(
        point(person=one, kind="mobile", value=mobile[:320])
        for one, mobile in zip(people, mobiles, strict=True)
        if mobile
    )


if __name__ == "__main__":
    main()
