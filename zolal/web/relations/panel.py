"""On the page of a person or company: who it belongs with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.people.queries.relations import ties_of

SHOWN = 12


def load(user: User, record: Person | Company) -> Mapping[str, Any]:
    """Those of now, the first few; how many more there are."""
    ties = ties_of(record=record, user=user)
    now = [tie for tie in ties if not tie.is_over]
    return {
        "record": record,
        "record_type": record.record_type,
        "ties": now[:SHOWN],
        "more": len(now) - SHOWN if len(now) > SHOWN else 0,
        "former": [tie for tie in ties if tie.is_over][:SHOWN],
    }
