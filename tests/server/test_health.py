"""Monitors learn whether requests can be answered, and nothing else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from zolal.server import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unknown() -> None:
    health._was_migrated.cache_clear()


def test_a_working_server_says_ok_to_strangers(client: Client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


def test_a_database_of_an_older_release_is_not_ready(client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="core").latest("id").delete()

    assert client.get("/healthz").status_code == 503


def test_it_changes_nothing(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
