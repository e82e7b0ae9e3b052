"""Databases of the application to measure on: kept in a folder, filled once, SQLite and PostgreSQL alike."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import USER, binaries, free_port

VENDORS = ("sqlite", "postgresql")
OPTIONS = "-c shared_buffers=1GB -c maintenance_work_mem=512MB -c synchronous_commit=off -c max_wal_size=4GB"


def on_each(
    module: str,
    about: str | None,
    inside: Callable[[int, int], None],
    *,
    times: int,
    data: str = "/var/tmp/zolal-bench",
) -> None:
    """The command line of a benchmark that measures on databases: `inside(rows, times)` runs in a child for each.

    The parent has no database, as Django is told where its data is before any of it is imported.
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(data), help="where the databases stay")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=times)
    parser.add_argument("--databases", nargs="+", choices=VENDORS, default=VENDORS)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        inside(arguments.rows, arguments.times)
        return
    told = ["--rows", str(arguments.rows), "--times", str(arguments.times)]
    for vendor in arguments.databases:
        print(f"\n{vendor}, load {os.getloadavg()[0]:.1f}", flush=True)
        with environment(arguments.data, vendor) as surroundings:
            subprocess.run([sys.executable, "-m", module, "--inside", *told], env=surroundings, check=True)


@contextmanager
def environment(folder: Path, vendor: str) -> Iterator[dict[str, str]]:
    """The environment in which a child process finds the database of a vendor in the folder."""
    data = folder / vendor
    data.mkdir(parents=True, exist_ok=True)
    base = {**os.environ, "ZOLAL_DATA": str(data), "DJANGO_SETTINGS_MODULE": "zolal.server.settings"}
    base.pop("DATABASE_URL", None)
    if vendor == "sqlite":
        yield base
        return
    with _cluster(folder / "cluster") as url:
        yield {**base, "DATABASE_URL": url}


@contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    """A PostgreSQL cluster that stays in its folder; it runs while the block does."""
    become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    told = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/"}
    if not (folder / "data").exists():
        folder.mkdir(parents=True, exist_ok=True)
        if become:
            shutil.chown(folder, "postgres")
            for parent in folder.resolve().parents[:-1]:
                parent.chmod(parent.stat().st_mode | 0o011)
        make = [str(binaries() / "initdb"), "-D", str(folder / "data"), "-U", USER, "-A", "trust", "-E", "UTF8"]
        subprocess.run([*become, *make, "--locale=C.UTF-8"], **told)  # type: ignore[call-overload]
    control = [*become, str(binaries() / "pg_ctl"), "-D", str(folder / "data"), "-l", str(folder / "log"), "-w"]
    port = free_port()
    options = f"{OPTIONS} -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder.resolve()}"
    subprocess.run([*control, "-o", options, "start"], **told)  # type: ignore[call-overload]
    try:
        yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], **told)  # type: ignore[call-overload]
