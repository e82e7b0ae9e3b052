"""A machine of its own for each test: a data folder, a database and the command `zolal` on it.

Nobody has used Zolal on `machine`; on `installed` its tables are there already, which saves their making.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker


class Machine:
    """Where Zolal is installed but nobody has used it."""

    def __init__(self, data: Path, database_url: str) -> None:
        self.data = data
        # What the journeys set for their own process is not of this machine.
        inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
        self.environment = {
            **inherited,
            "ZOLAL_DATA": str(data),
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "zolal.server.settings",
        }

    def python(self, *words: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *map(str, words)]
        return subprocess.run(command, env=self.environment, capture_output=True, encoding="utf-8", input=typed)

    def zolal(self, *words: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
        return self.python("-m", "zolal.cli", "--lang", "en", *words, typed=typed)

    def content(self) -> dict[str, Any]:
        ran = self.python("-m", "tests.server.canonical")
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout)


@pytest.fixture
def machine(tmp_path: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Machine]:
    with _made(tmp_path / "data", django_db_blocker) as made:
        yield made


@pytest.fixture(scope="session")
def untouched(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Machine]:
    """What every `installed` machine begins as."""
    with _made(tmp_path_factory.mktemp("untouched") / "data", django_db_blocker) as made:
        ran = made.zolal("migrate")
        assert ran.returncode == 0, ran.stderr
        yield made


@pytest.fixture
def installed(tmp_path: Path, untouched: Machine, django_db_blocker: DjangoDbBlocker) -> Iterator[Machine]:
    shutil.copytree(untouched.data, tmp_path / "data")
    with _made(tmp_path / "data", django_db_blocker, like=untouched) as made:
        yield made


@contextmanager
def _made(data: Path, blocker: DjangoDbBlocker, like: Machine | None = None) -> Iterator[Machine]:
    if connection.vendor == "sqlite":
        yield Machine(data, "")
        return
    name, settings = f"zolal_{uuid.uuid4().hex}", connection.settings_dict
    template = f"TEMPLATE {like.environment['DATABASE_URL'].rsplit('/', 1)[1]}" if like else ""
    with blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} {template}")
        yield Machine(data, f"postgresql://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{name}")
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
