"""Activities on file, as somebody did them on given days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from django.db import transaction
from django.utils import timezone

from zolal.accounts.models import User
from zolal.core.ledger import act, create

Did = Callable[..., list[int]]


@pytest.fixture
def did() -> Did:
    """Calls (or another kind) of somebody on a day, `many` of them."""

    def log(by: User, day: date, many: int = 1, *, kind: str = "call", outcome: str = "answered") -> list[int]:
        at = timezone.make_aware(datetime.combine(day, time(11)))
        facts = {"kind": kind, "outcome": outcome, "owner": by.pk, "team": by.team_id, "at": at, "done_at": at}
        with transaction.atomic():
            return create(act(kind="activity.log", by=by), "activity", [dict(facts) for _ in range(many)])

    return log


@pytest.fixture
def cast(strategist: User, manager: User, member: User, reader: User, stranger: User) -> dict[str, User]:
    """Everybody but the administrator."""
    found = (("strategist", strategist), ("manager", manager), ("member", member), ("reader", reader))
    return {**dict(found), "stranger": stranger}
