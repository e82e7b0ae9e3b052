"""What was backed up while Zolal ran comes back on another machine, to the last value."""

from __future__ import annotations

import importlib
import stat
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from tests.core.jobs.conftest import start_worker, wait_until  # noqa: F401 - a fixture
from tests.server.canonical import content, migrations
from tests.server.conftest import Machine
from zolal.accounts.models import User
from zolal.core import backup
from zolal.core.jobs import enqueue
from zolal.core.models import Job, Setting

pytestmark = pytest.mark.django_db(transaction=True)
importlib.import_module("tests.core.jobs.tasks")


@pytest.fixture
def upload() -> Path:
    path = Path(settings.DATA) / "files" / "imports" / "مشتریان.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("نام\nعلی\n")
    return path


def test_a_backup_taken_while_a_job_writes_shows_one_moment(
    start_worker: object,  # noqa: F811
    machine: Machine,
    tmp_path: Path,
    administrator: User,
    upload: Path,
) -> None:
    job = enqueue("test.count", owner=administrator, to=400, pause=0.005)
    start_worker()  # type: ignore[operator]
    wait_until(lambda: Setting.objects.count() > 20)
    backup.write(tmp_path / "backup.zip")
    assert Job.objects.get(state="running")

    ran = machine.zolal("restore", tmp_path / "backup.zip")

    assert ran.returncode == 0, ran.stderr
    restored = machine.content()["content"]
    steps = restored["core.Job"][0]["checkpoint"]["step"]
    assert 20 <= steps < 400
    written = {row["name"] for row in restored["core.Setting"] if row["name"].startswith(f"{job.pk}:")}
    assert written == {f"{job.pk}:{step}" for step in range(steps)}
    assert (machine.data / "files/imports/مشتریان.csv").read_text() == upload.read_text()


def test_everything_comes_back_on_a_clean_machine(
    machine: Machine, tmp_path: Path, administrator: User, stranger: User, upload: Path
) -> None:
    enqueue("test.count", owner=administrator, to=3)
    Setting.objects.create(name="company_name", value="زلال\t\\N «۱»\n")
    size = backup.write(tmp_path / "backup.zip")

    assert machine.zolal("restore", tmp_path / "backup.zip").returncode == 0

    assert size == (tmp_path / "backup.zip").stat().st_size
    assert machine.content() == {"migrations": migrations(), "content": content()}
    assert (machine.data / "secret-key").read_text() == settings.SECRET_KEY
    added = machine.zolal("create-admin", "--email", "next@example.com", "--name", "Next")
    assert added.returncode == 0, added.stderr  # keys go on after those that came back


def test_records_are_replaced_with_force_only(installed: Machine, tmp_path: Path, administrator: User) -> None:
    backup.write(tmp_path / "backup.zip")
    installed.zolal("create-admin", "--email", "here@example.com", "--name", "Here")

    refused = installed.zolal("restore", tmp_path / "backup.zip")
    assert (refused.returncode, "--force" in refused.stderr) == (2, True)
    assert installed.content()["content"]["accounts.User"][0]["email"] == "here@example.com"

    assert installed.zolal("restore", tmp_path / "backup.zip", "--force").returncode == 0
    assert [user["email"] for user in installed.content()["content"]["accounts.User"]] == [administrator.email]


def test_an_archive_is_for_its_owner_only_and_never_half_written(tmp_path: Path, administrator: User) -> None:
    backup.write(tmp_path / "backup.zip")

    assert stat.S_IMODE((tmp_path / "backup.zip").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["backup.zip"]
    with pytest.raises(backup.Unfit):
        backup.write(tmp_path / "backup.zip")


@pytest.mark.parametrize("damage", ["not a zip", "another zip", "bytes", "path"])
def test_what_is_no_whole_backup_changes_nothing(tmp_path: Path, administrator: User, damage: str) -> None:
    archive = tmp_path / "backup.zip"
    backup.write(archive)
    match damage:
        case "not a zip":
            archive.write_bytes(b"PK but no more")
        case "another zip":
            with zipfile.ZipFile(archive, "w") as file:
                file.writestr("holiday.txt", "sun")
        case "path":
            with zipfile.ZipFile(archive, "a") as file:
                file.writestr("files/../../evil", "!")
        case "bytes":
            whole = bytearray(archive.read_bytes())
            with zipfile.ZipFile(archive) as file:
                start = max(file.infolist(), key=lambda one: one.compress_size).header_offset
            whole[start + 150 : start + 170] = bytes(20)
            archive.write_bytes(whole)

    with pytest.raises(backup.Unfit):
        backup.restore(archive, force=True)
    assert User.objects.get() == administrator


def test_a_backup_of_another_kind_of_database_is_refused_with_a_reason(tmp_path: Path, administrator: User) -> None:
    with zipfile.ZipFile(tmp_path / "backup.zip", "w") as file:
        file.writestr("about.json", '{"database": "oracle", "migrations": []}')

    with pytest.raises(backup.Unfit, match="oracle"):
        backup.restore(tmp_path / "backup.zip", force=True)
