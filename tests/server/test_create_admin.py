"""Whoever holds the machine can always get in."""

from __future__ import annotations

import re

from tests.server.conftest import Machine


def test_a_link_lets_the_administrator_choose_a_password(installed: Machine) -> None:
    ran = installed.zolal("create-admin", "--email", "Nasrin@Example.com", "--name", "نسرین")

    assert ran.returncode == 0, ran.stderr
    assert re.search(r"/accounts/link/[\w-]+/[\w-]+/", ran.stdout)
    user = installed.content()["content"]["accounts.User"][0]
    assert (user["email"], user["role"]) == ("nasrin@example.com", "administrator")


def test_a_password_can_come_from_standard_input(installed: Machine) -> None:
    words = ("create-admin", "--email", "n@example.com", "--name", "N", "--password-stdin")

    weak = installed.zolal(*words, typed="12345\n")
    assert (weak.returncode, weak.stdout) == (2, "")
    assert weak.stderr

    assert installed.zolal(*words, typed="a long enough password\n").returncode == 0
