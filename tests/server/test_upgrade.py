"""A database of an earlier release, full of data, becomes one of this release and loses nothing.

`releases/` holds one dump for each release. `make dump` writes that of the present one; it is to be written again
whenever a model changes before the release, and never after.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.server.conftest import Machine
from zolal import __version__

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
    # What a later migration adds, the first could not store: it has its default.
    stored = {label: set(columns) for label, columns in json.loads(ran.stdout).items()}
    content = {
        label: [{name: value for name, value in row.items() if name in stored[label]} for row in rows]
        for label, rows in newest["content"].items()
        if label in stored
    }
    rows_kept(content, machine.content()["content"])


def test_the_dump_of_this_release_has_its_form() -> None:
    dump = next(path for path in RELEASES if path.stem == __version__)
    loader = MigrationLoader(None, ignore_no_migrations=True)
    stored = {(app, name) for app, name in json.loads(dump.read_text())["migrations"]}

    replaced = {old for migration in loader.disk_migrations.values() for old in migration.replaces}
    assert stored == loader.disk_migrations.keys() | replaced, "A model has changed since: run `make dump`."
    content = json.loads(dump.read_text())["content"]
    columns = {label: set(rows[0]) for label, rows in content.items() if rows}
    assert columns == {
        label: {field.attname for field in apps.get_model(label)._meta.concrete_fields} for label in columns
    }, "A model has changed since: run `make dump`."


def _is_ground(app: str, name: str) -> bool:
    """The first migration of what Zolal began with, and all of what others made; the rest of Zolal came later."""
    ours = apps.get_app_config(app).name.startswith("zolal.")
    return not ours or (name == GROUND and app in {"core", "accounts", "people", "quality", "capture", "api"})
