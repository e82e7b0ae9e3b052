"""What a list finds by an index comes from the disk at once, not row after row."""

from __future__ import annotations

import pytest
from django.db import connection

from zolal.core.planner import read_ahead


def _reads_ahead() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW effective_io_concurrency")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_connection_reads_ahead_and_leaves_a_server_alone_that_reads_further() -> None:
    if connection.vendor == "postgresql":
        assert _reads_ahead() == 100
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL effective_io_concurrency = 300")
        read_ahead(connection=connection)
        assert _reads_ahead() == 300
