"""What the environment says is taken, and what makes no sense is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.server.conftest import Machine
from zolal.server.environment import database, flag, mail_server, secret_key, words


def test_a_server_behind_https_passes_every_check_of_django(machine: Machine) -> None:
    machine.environment |= {"ZOLAL_HTTPS": "1", "ZOLAL_HOSTS": "crm.example.com"}
    ran = machine.python("-m", "django", "check", "--deploy", "--fail-level", "WARNING")

    assert ran.returncode == 0, ran.stderr


def test_another_host_name_is_refused(machine: Machine) -> None:
    asked = (
        "import django; django.setup(); from django.test import Client;"
        "print(Client().get('/healthz', headers={'host': 'evil.example'}).status_code)"
    )

    assert machine.python("-W", "ignore", "-c", asked).stdout.strip() == "400"


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ZOLAL_SECRET_KEY", raising=False)
    key = secret_key(tmp_path)

    assert len(key) > 50
    assert secret_key(tmp_path) == key
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_database_url_is_taken_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://crm:p%40ss@db:5433/zolal?sslmode=require")
    found = database(tmp_path)

    assert (found["NAME"], found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        ("zolal", "crm", "p@ss", "db", "5433")
    )
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("url", ["mysql://db/zolal", "postgresql://db", "zolal"])
def test_another_database_is_refused(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database(tmp_path)


def test_flags_and_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZOLAL_HTTPS", "yes")
    assert flag("ZOLAL_HTTPS", default=False)
    monkeypatch.setenv("ZOLAL_HTTPS", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="ZOLAL_HTTPS"):
        flag("ZOLAL_HTTPS", default=False)
    monkeypatch.setenv("ZOLAL_HOSTS", "a.example, b.example")
    assert words("ZOLAL_HOSTS", default="") == ["a.example", "b.example"]


def test_a_mail_server_is_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZOLAL_SMTP", raising=False)
    assert mail_server()[0] == ""
    monkeypatch.setenv("ZOLAL_SMTP", "smtp://me%40example.com:p%3Aw@mail.example.com")
    assert mail_server() == ("mail.example.com", 587, "me@example.com", "p:w", False, True)
    monkeypatch.setenv("ZOLAL_SMTP", "smtps://mail.example.com:466")
    assert mail_server() == ("mail.example.com", 466, "", "", True, False)


@pytest.mark.parametrize("text", ["mail.example.com", "http://mail.example.com", "smtp://", "smtp://host:port"])
def test_a_mail_server_that_makes_no_sense_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZOLAL_SMTP", text)
    with pytest.raises(ImproperlyConfigured):
        mail_server()
