"""Tasks for the tests, each leaving its effects in the table of settings."""

from __future__ import annotations

import os
import time

from django.db import transaction
from django.utils.translation import gettext

from zolal.core.jobs import Failed, Handle, task
from zolal.core.models import Job, Setting

ENDED: list[tuple[int, str]] = []


@task("test.count")
def count(handle: Handle, *, to: int, pause: float = 0.0) -> dict[str, int]:
    """One effect a step, together with its checkpoint: a step done twice would break the primary key."""
    for step in range(handle.checkpoint.get("step", 0), to):
        with transaction.atomic():
            Setting.objects.create(name=f"{handle.job.pk}:{step}", value=os.getpid())
            handle.save(checkpoint={"step": step + 1}, stage="counting", done=step + 1, total=to)
        time.sleep(pause)
    return {"counted": to}


@task("test.impossible", ended=lambda job: ENDED.append((job.pk, job.state)))
def impossible(handle: Handle) -> None:
    raise Failed(gettext("This field is required."))


@task("test.broken", attempts=2)
def broken(handle: Handle) -> None:
    Setting.objects.create(name=f"tried:{handle.job.attempts}", value=1)
    raise ValueError("a bug")


@task("test.asked_to_stop", ended=lambda job: ENDED.append((job.pk, job.state)))
def asked_to_stop(handle: Handle) -> None:
    Job.objects.filter(pk=handle.job.pk).update(cancel_asked=True)
    with transaction.atomic():
        Setting.objects.create(name="after", value=1)
        handle.save(done=1)


@task("test.overtaken")
def overtaken(handle: Handle) -> dict[str, bool]:
    Job.objects.filter(pk=handle.job.pk).update(worker="somebody else")
    with transaction.atomic():
        Setting.objects.create(name="after", value=1)
        handle.save(done=1)
    return {"finished": True}


@task("test.dies")
def dies(handle: Handle) -> None:
    os._exit(9)
