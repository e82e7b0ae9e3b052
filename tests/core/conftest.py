"""Records of the ledger's tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from zolal.accounts.models import User
from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.core.models import Action
from zolal.people.points import numbered


@pytest.fixture
def enter(member: User) -> Callable[..., int]:
    """Create one record of these facts; its id."""

    def create(record_type: str = "person", by: User = member, **facts: Any) -> int:  # noqa: ANN401 - JSON
        with transaction.atomic():
            action = ledger.act(kind=f"{record_type}.create", by=by)
            return ledger.create(action, record_type, numbered([facts]))[0]

    return create


@pytest.fixture
def change(member: User) -> Callable[..., Action]:
    """Write facts of one person; the action."""

    def write(record_id: int, facts: Facts, by: User = member, **more: Any) -> Action:  # noqa: ANN401 - of ledger.write
        with transaction.atomic():
            action = ledger.act(kind="person.edit", by=by)
            ledger.write(action, "person", {record_id: facts}, **more)
        return action

    return write


@pytest.fixture
def facts() -> Callable[..., Facts | None]:
    """All facts of a record now."""
    return lambda record_id, record_type="person": ledger.record_type(record_type).facts([record_id]).get(record_id)
