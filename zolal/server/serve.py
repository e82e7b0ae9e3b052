"""`zolal serve`: makes everything ready, then keeps the web server and the workers running until it is told to stop."""

from __future__ import annotations

import ctypes
import http.client
import logging
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from gettext import gettext as _

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from zolal.accounts.models import User
from zolal.server import demo, fitness
from zolal.web.accounts.setup_token import setup_token

Command = Sequence[str]

SHORT = 5.0
"""A process that lives shorter than these seconds is started again more slowly each time."""
LONGEST_PAUSE = 30.0
PATIENCE = 15.0
"""How long a process may take to stop."""

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to reach what listens on every address
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG

log = logging.getLogger(__name__)


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there yet."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    """Whether the web server there gives any answer."""
    asked = http.client.HTTPConnection(_EVERYWHERE.get(host, host), port, timeout=2)
    try:
        asked.request("GET", "/healthz")
        asked.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
    return True


def prepare(*, with_demo: bool) -> None:
    """Migrate, collect what the browser is sent, and load the demo company where asked for and nobody is there."""
    fitness.migrate()
    call_command("collectstatic", verbosity=0, interactive=False)
    if with_demo and demo.is_wanted():
        if not User.objects.exists():
            print(_("The demo company is being loaded; this takes a minute, once."), flush=True)
        demo.load()


def greet(host: str, port: int) -> None:
    """Say where Zolal is, how to get in, and on what it runs."""
    shown = _EVERYWHERE.get(host, host)
    address = f"http://{'[' + shown + ']' if ':' in shown else shown}:{port}"
    print(_("Database: {name}").format(name=database_version()))
    print(_("Zolal: {address}/").format(address=address))
    if not User.objects.exists():
        setup = f"{address}/setup/{setup_token()}/"
        print(_("Nobody can log in yet. Make the first administrator here: {setup}").format(setup=setup))
    elif login := demo.login():
        print(_("Demo login: {email}, password: {password}").format(email=login.email, password=login.password))
    print(_("Everything is kept in {folder}. Ctrl-C stops Zolal.").format(folder=settings.DATA))
    sys.stdout.flush()
    connections.close_all()


def database_version() -> str:
    """The database library or server in use, for the log: "SQLite 3.53.4"."""
    connection.ensure_connection()
    version = ".".join(str(part) for part in connection.get_database_version())
    return f"{connection.display_name} {version}"


def processes(host: str, port: int, workers: int, job_workers: int) -> Mapping[str, Command]:
    """What has to run, by name."""
    web = [sys.executable, "-m", "granian", "zolal.server.wsgi:application", "--interface", "wsgi"]
    web += ["--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "4"]
    web += ["--no-ws", "--log-level", "warning", "--respawn-failed-workers"]
    work = [sys.executable, "-m", "zolal.cli", "work"]
    return {"web": web, **{f"jobs-{number}": work for number in range(1, job_workers + 1)}}


@dataclass(slots=True)
class _Kept:
    """A process that is kept running."""

    command: Command
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    due: float = field(default_factory=time.monotonic)

    def look(self, name: str, now: float) -> None:
        if self.process is not None and self.process.poll() is not None:
            self.pause = min(max(1.0, self.pause * 2), LONGEST_PAUSE) if now - self.started < SHORT else 0.0
            log.error("%s ended with code %s and is started again.", name, self.process.returncode)
            self.process, self.due = None, now + self.pause
        if self.process is None and now >= self.due:
            self.process = subprocess.Popen(  # noqa: S603 - our own commands
                self.command,
                start_new_session=True,
                preexec_fn=_follow_parent,  # noqa: PLW1509 - it has one thread
            )
            self.started = now


def supervise(
    commands: Mapping[str, Command],
    *,
    is_ready: Callable[[], bool] = lambda: True,
    greet: Callable[[], None] = lambda: None,
) -> int:
    """Keep the processes running until SIGTERM or Ctrl-C; then stop them all. Greets once, when all is ready.

    The exit code is 0.
    """
    stopping = greeted = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    kept = {name: _Kept(command) for name, command in commands.items()}
    try:
        while not stopping:
            for name, one in kept.items():
                one.look(name, time.monotonic())
            if not greeted and is_ready():
                greet()
                greeted = True
            time.sleep(0.2)
    finally:
        _stop([one.process for one in kept.values() if one.process is not None])
    return 0


def _stop(running: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in running:
        process.terminate()
    end = time.monotonic() + PATIENCE
    for process in running:
        try:
            process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _follow_parent() -> None:
    """In the child: go when the supervisor is killed, instead of keeping the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
