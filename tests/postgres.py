"""Run a command beside a throw-away PostgreSQL cluster: `python -m tests.postgres pytest tests/core`.

The cluster is made from the installed binaries in a temporary folder and is gone when the command ends. The command
finds it in `DATABASE_URL`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

USER = "zolal"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def binaries() -> Path:
    """The folder with `initdb`; the newest where there are several."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    if not folders:
        sys.exit("PostgreSQL is not installed; the tests need its binaries (on Debian: apt-get install postgresql).")
    return folders[-1].parent


def free_port() -> int:
    """One that nothing on this machine listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster with trigrams; yields its URL."""
    # The server refuses to run as root; the installed package brings its own user.
    become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="zolal-postgres-"))
    if become:
        shutil.chown(folder, "postgres")
    port = free_port()
    server = [str(binaries() / "pg_ctl"), "-D", str(folder / "data"), "-l", str(folder / "log"), "-w"]
    quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    try:
        initialise = [str(binaries() / "initdb"), "-D", str(folder / "data"), "-U", USER, "-A", "trust"]
        subprocess.run([*become, *initialise, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], **quiet)
        options = f"{FAST} -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        subprocess.run([*become, *server, "-o", options, "start"], **quiet)
        yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
        subprocess.run([*become, *server, "-m", "immediate", "stop"], **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with cluster() as url:
        code = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    sys.exit(code)
