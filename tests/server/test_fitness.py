"""What cannot be served is refused at the start, with a sentence that says why and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests.server.conftest import Machine
from zolal.core import backup
from zolal.server import fitness

pytestmark = pytest.mark.django_db


def test_a_database_of_a_newer_release_is_not_touched() -> None:
    fitness.refuse_newer()
    MigrationRecorder(connection).record_applied("people", "0999_of_tomorrow")

    with pytest.raises(fitness.Unusable, match="newer release"):
        fitness.refuse_newer()


def test_a_database_of_another_form_is_refused_by_naming_what_is_missing() -> None:
    fitness.migrate()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_person RENAME COLUMN job_title TO work")

    assert fitness.missing_columns() == ["people_person.job_title"]
    with pytest.raises(fitness.Unusable, match=r"people_person\.job_title"):
        fitness.migrate()


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_a_newer_release_is_refused(tmp_path: Path) -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_applied("people", "0999_of_tomorrow")
    backup.write(tmp_path / "backup.zip")
    recorder.record_unapplied("people", "0999_of_tomorrow")

    with pytest.raises(backup.Unfit):
        backup.restore(tmp_path / "backup.zip", force=True)


def test_a_data_folder_that_is_none_is_told_in_a_sentence(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    machine.environment["ZOLAL_DATA"] = str(tmp_path / "file")
    ran = machine.zolal("serve")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"ZOLAL_DATA: the folder {tmp_path}/file cannot be used")


def test_a_file_that_is_no_database_is_told_in_a_sentence(machine: Machine) -> None:
    machine.environment["DATABASE_URL"] = ""
    machine.data.mkdir()
    (machine.data / "zolal.sqlite3").write_bytes(b"no database" * 100)
    ran = machine.zolal("migrate")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "zolal.sqlite3 cannot be used" in ran.stderr


def test_a_server_that_does_not_answer_is_told_in_a_sentence(machine: Machine) -> None:
    machine.environment["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/zolal"
    ran = machine.zolal("backup", machine.data / "backup.zip")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("The database 127.0.0.1/zolal cannot be used (")


@pytest.mark.parametrize(("locale", "word"), [("fa_IR.UTF-8", "پایگاه"), ("en_US.UTF-8", "database"), ("", "database")])
def test_the_terminal_speaks_the_language_of_the_locale(installed: Machine, locale: str, word: str) -> None:
    installed.environment |= {"LC_ALL": "", "LC_MESSAGES": "", "LANG": locale}
    ran = installed.python("-m", "zolal.cli", "migrate")

    assert word in ran.stdout, ran.stderr
