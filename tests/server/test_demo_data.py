"""Many people to try an installation with, by one command."""

from __future__ import annotations

from tests.server.conftest import Machine


def test_rows_go_through_the_real_import(installed: Machine) -> None:
    ran = installed.zolal("demo-data", "50", "--into-database")

    assert ran.returncode == 0, ran.stderr
    content = installed.content()["content"]
    assert [one["state"] for one in content["capture.Import"]] == ["done"]
    assert {one["state"] for one in content["core.Job"]} <= {"done", "queued"}
    assert len(content["people.Person"]) > 20
    assert content["quality.Issue"]
