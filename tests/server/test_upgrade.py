"""A database of an earlier release, full of data, becomes one of this release and loses nothing.

`releases/` holds one dump for each release, written when it was made:
`python -m tests.server.releases > tests/server/releases/<version>.json`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.server.conftest import Machine

RELEASES = sorted((Path(__file__).parent / "releases").glob("*.json"))
GROUND = "0001_initial"


def rows_kept(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Every row is there, with the same value in each column that still exists."""
    for label, rows in before.items():
        present = after[label]
        assert len(present) == len(rows), label
        for old, row in zip(rows, present, strict=True):
            assert {name: row[name] for name in old.keys() & row.keys()} == {
                name: value for name, value in old.items() if name in row
            }, label


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_the_data_of_an_earlier_release_is_all_there(release: Path, machine: Machine) -> None:
    ran = machine.python("-m", "tests.server.upgrade", release)

    assert ran.returncode == 0, ran.stderr
    rows_kept(json.loads(release.read_text())["content"], machine.content()["content"])


def test_every_migration_after_the_first_runs_on_a_database_with_data(machine: Machine, tmp_path: Path) -> None:
    newest = json.loads(RELEASES[-1].read_text())
    newest["migrations"] = [[app, name] for app, name in newest["migrations"] if _is_ground(app, name)]
    (tmp_path / "ground.json").write_text(json.dumps(newest))

    ran = machine.python("-m", "tests.server.upgrade", tmp_path / "ground.json")

    assert ran.returncode == 0, ran.stderr
    rows_kept(newest["content"], machine.content()["content"])
    assert machine.content()["migrations"] == json.loads(RELEASES[-1].read_text())["migrations"]


def _is_ground(app: str, name: str) -> bool:
    return name == GROUND or app not in {"core", "accounts", "people", "quality", "capture", "api"}
