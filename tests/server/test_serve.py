"""One command keeps everything running, and stops everything when it is told to."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.core.jobs.conftest import wait_until
from tests.server.conftest import Machine
from zolal.server import serve

Serve = Callable[..., "tuple[subprocess.Popen[str], str]"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, urllib.error.URLError):
        return 0


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Serve]:
    started: list[subprocess.Popen[str]] = []

    def start(machine: Machine, *words: str) -> tuple[subprocess.Popen[str], str]:
        port = free_port()
        command = [sys.executable, "-m", "zolal.cli", "--lang", "en", "serve", "--port", str(port), *words]
        with (tmp_path / "output").open("w") as output:
            process = subprocess.Popen(
                command, env=machine.environment, stdout=output, stderr=subprocess.STDOUT, text=True
            )
        started.append(process)
        address = f"http://127.0.0.1:{port}"
        wait_until(lambda: "Ctrl-C" in (tmp_path / "output").read_text() or process.poll() is not None)
        assert status(f"{address}/healthz") == 200, (tmp_path / "output").read_text()
        return process, address

    yield start
    for process in started:
        process.terminate()
        process.wait(20)


def children_of(process: subprocess.Popen[str]) -> dict[int, str]:
    listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(process.pid)], capture_output=True, text=True)
    return {int(line.split()[0]): line for line in listed.stdout.splitlines()}


def test_an_empty_installation_prints_the_way_to_its_first_administrator(
    start_server: Serve, machine: Machine, tmp_path: Path
) -> None:
    process, address = start_server(machine)
    printed = (tmp_path / "output").read_text()

    assert process.poll() is None, printed
    link = re.search(rf"{address}(/setup/\w+/)", printed)
    assert link, printed
    assert status(f"{address}{link[1]}") == 200
    assert status(f"{address}/setup/guessed/") == 404
    assert re.search(r"Database: (SQLite 3\.|PostgreSQL 1)", printed)


def test_what_dies_is_started_again_and_everything_stops_together(start_server: Serve, installed: Machine) -> None:
    process, address = start_server(installed, "--workers", "1", "--job-workers", "1")
    running = children_of(process)
    web = next(pid for pid, command in running.items() if "granian" in command)
    assert len(running) == 2

    os.killpg(web, signal.SIGKILL)
    wait_until(lambda: status(f"{address}/healthz") == 0)
    wait_until(lambda: status(f"{address}/healthz") == 200)
    process.terminate()

    assert process.wait(20) == 0
    assert status(f"{address}/healthz") == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in running)


def test_a_port_in_use_is_told_in_a_sentence(machine: Machine) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = machine.zolal("serve", "--port", str(port))

    assert (ran.returncode, ran.stderr) == (2, f"Port {port} is in use; choose another one.\n")


def test_what_dies_at_once_is_started_again_ever_more_slowly() -> None:
    kept = serve._Kept([sys.executable, "-c", "raise SystemExit(3)"])
    now, pauses = time.monotonic(), []
    for _ in range(7):
        kept.look("a test", now)
        assert kept.process is not None
        kept.process.wait()
        kept.look("a test", now)
        pauses.append(kept.pause)
        now = kept.due

    assert pauses == [1, 2, 4, 8, 16, 30, 30]
