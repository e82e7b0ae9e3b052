"""Workers as they are in life: processes that can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from random import Random

import psutil
import pytest
from django.db import connection

from zolal.core.models import Job

Start = Callable[[], "subprocess.Popen[bytes]"]
SOON = 120.0


def kill(worker: subprocess.Popen[bytes]) -> None:
    """Kill -9 of the whole worker with its child."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def wait_until(true: Callable[[], bool]) -> None:
    """Until it is true, or the test fails."""
    end = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.02)


def kill_until_done(job: Job, worker: int, dice: Random, kills: int = 3) -> None:
    """Kill -9 of the processes that the job runs in, one after the other, until it is done."""
    end = time.monotonic() + SOON
    while True:
        job.refresh_from_db()
        if job.state == Job.State.DONE:
            return
        assert job.state in {Job.State.QUEUED, Job.State.RUNNING}, job.error
        assert time.monotonic() < end, "it was not done"
        time.sleep(dice.uniform(0.1, 0.5))
        for child in psutil.Process(worker).children():
            if kills:
                os.kill(child.pid, signal.SIGKILL)
                kills -= 1


@pytest.fixture
def start_worker(transactional_db: None) -> Iterator[Start]:
    name = str(connection.settings_dict["NAME"])
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.core.jobs.process", name]
        started.append(subprocess.Popen(command, start_new_session=True))
        return started[-1]

    yield start
    for worker in started:
        if worker.poll() is None:
            kill(worker)
