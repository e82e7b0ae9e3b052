"""Records that signals are told of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from zolal.accounts.models import User
from zolal.core import ledger
from zolal.people.models import Company, Person
from zolal.people.points import numbered


@pytest.fixture
def enter(administrator: User) -> Callable[..., Person | Company]:
    """Create one record of these facts."""

    def create(record_type: str = "person", **facts: Any) -> Person | Company:  # noqa: ANN401 - JSON
        with transaction.atomic():
            action = ledger.act(kind=f"{record_type}.create", by=administrator)
            pk = ledger.create(action, record_type, numbered([facts]))[0]
        return (Person if record_type == "person" else Company).objects.get(pk=pk)

    return create
