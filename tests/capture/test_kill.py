"""Whatever kills an import, nothing is lost and nothing is there twice."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from random import Random

import psutil
import pytest
from django.core.files import File
from django.db import connection, transaction
from django.db.models import Count

from tests.core.jobs.conftest import Start, start_worker
from tests.rounds import rounds
from zolal import demo
from zolal.accounts.models import Role, User
from zolal.capture.actions.imports import commit_import, confirm_mapping, upload_import
from zolal.capture.models import Import
from zolal.core.jobs import run_all
from zolal.core.models import Change
from zolal.people.models import Company, Person

__all__ = ["start_worker"]

ROWS, KILLS = rounds(8_000), rounds(16)
PATIENCE = 400.0


@pytest.mark.django_db(transaction=True)
def test_an_import_whose_process_is_killed_again_and_again_takes_every_row_in_once(
    start_worker: Start, tmp_path: Path
) -> None:
    by = User.objects.create_user(email="a@example.com", name="a", role=Role.ADMINISTRATOR)
    path = demo.write(tmp_path / "customers.csv", rows=ROWS, seed=5).path
    with path.open("rb") as content:
        import_ = upload_import(file=File(content), filename=path.name, record_type="person", by=by)
    run_all()
    dice, worker = Random(1), start_worker()
    confirm_mapping(import_=import_, by=by)
    kills = _kill_until(import_, worker.pid, dice, Import.State.READY, most=KILLS // 2)
    commit_import(import_=import_, by=by)
    kills += _kill_until(import_, worker.pid, dice, Import.State.DONE, most=KILLS - kills)
    assert kills == KILLS
    _demand_whole(Import.objects.get(pk=import_.pk))


def _kill_until(import_: Import, worker: int, dice: Random, state: str, *, most: int) -> int:
    kills, end = 0, time.monotonic() + PATIENCE
    while True:
        assert time.monotonic() < end
        time.sleep(dice.uniform(0.2, 1.2))
        import_.refresh_from_db(fields=["state", "error"])
        if import_.state == state:
            return kills
        assert import_.state in (Import.State.CHECKING, Import.State.COMMITTING), import_.error
        for child in psutil.Process(worker).children():
            if kills < most:
                os.kill(child.pid, signal.SIGKILL)
                kills += 1


def _demand_whole(import_: Import) -> None:
    rows = import_.all_rows
    assert rows.count() == import_.rows == ROWS
    assert not rows.exclude(verdict="error").filter(record_id__isnull=True).exists()
    with transaction.atomic():
        ids = set(rows.filter(record_id__isnull=False).values_list("record_id", flat=True))
        assert ids == set(Person.objects.values_list("pk", flat=True))
    assert import_.counts["created"] == len(ids)
    assert import_.counts["left_out"] == rows.filter(verdict="error").count()
    assert import_.counts["created"] + import_.counts["repeated"] + import_.counts["left_out"] == ROWS
    doubled = Company.objects.values("name_key").annotate(many=Count("pk")).filter(many__gt=1)
    assert not doubled.exists()
    changes = Change.objects.filter(action=import_.action)
    assert changes.filter(record_type="person").count() == len(ids)
    assert changes.filter(record_type="company").count() == Company.objects.count()
    connection.close()
