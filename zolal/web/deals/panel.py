"""On the page of a person or company: what they buy, may buy, and did not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.people.models import Company, Person
from zolal.sales.queries.deal_lists import of_customer


def load(user: User, record: Person | Company) -> Mapping[str, Any]:
    """Always there for who may open deals; for others where there are any."""
    found = of_customer(user, record)
    any_deal = found.open_count or found.won_count or found.lost_count or found.handed
    if not any_deal and not may(user, "deals.write"):
        return {}
    return {"found": found, "type": record.record_type, "record": record}
