"""The demo company of `make run`: loaded once, with a password of this installation's own."""

from __future__ import annotations

import multiprocessing
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections

from zolal.accounts.models import Role, User


@dataclass(frozen=True, slots=True)
class Login:
    """How a visitor gets in."""

    email: str
    password: str


def is_wanted() -> bool:
    """Whether nobody is there yet, or loading may have been interrupted."""
    return _file().exists() or not User.objects.exists()


def load() -> None:
    """Load the company, in a child, so that the memory it takes comes back. Raises `RuntimeError` where that fails."""
    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=_load, args=(_password(),))
    child.start()
    child.join()
    if child.exitcode:
        raise RuntimeError("the demo company could not be loaded")


def login() -> Login | None:
    """The login of the demo's administrator; None where there is no demo, or the password has been changed."""
    file = _file()
    if not file.exists():
        return None
    password = file.read_text()
    for user in User.objects.filter(role=Role.ADMINISTRATOR, is_active=True, email__endswith="@example.com"):
        if user.check_password(password):
            return Login(user.email, password)
    return None


def _load(password: str) -> None:
    from zolal.activities import demo as done  # noqa: PLC0415
    from zolal.calendar import demo as planned  # noqa: PLC0415
    from zolal.capture import demo  # noqa: PLC0415 - the engine's libraries are for the child only
    from zolal.connect import demo as told  # noqa: PLC0415
    from zolal.people import demo as asked  # noqa: PLC0415
    from zolal.sales import deals_demo as dealt  # noqa: PLC0415
    from zolal.sales import trade_demo as sold  # noqa: PLC0415
    from zolal.stewardship import demo as agreed  # noqa: PLC0415
    from zolal.strategy import demo as wanted  # noqa: PLC0415

    demo.load(password=password)
    sold.load()
    asked.load()
    agreed.load()
    done.load()
    dealt.load()
    planned.load()
    wanted.load()
    told.load()
    connections.close_all()


def _password() -> str:
    file = _file()
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(9))
    return file.read_text()


def _file() -> Path:
    return Path(settings.DATA) / "demo-password"
