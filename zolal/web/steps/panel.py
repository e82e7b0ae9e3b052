"""The checklist of written steps on the page of a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.people.models import Company, Person
from zolal.people.queries.contact_steps import steps_of


def load(user: User, record: Person | Company) -> Mapping[str, Any]:
    """Nothing where no step is written for how they were reached."""
    found = steps_of(record)
    if not found or record.state != record.State.ACTIVE:
        return {}
    return {
        "steps": found,
        "done": sum(one.done_on is not None for one in found),
        "record_type": record.record_type,
        "ticks": may(user, "records.edit"),
    }
