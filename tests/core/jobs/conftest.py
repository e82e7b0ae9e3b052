"""Workers as they are in life: processes that can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

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
