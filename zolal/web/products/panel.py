"""The card of a person or company on how they buy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.sales.queries.price_groups import terms_of


def load(user: User, record: Person | Company) -> Mapping[str, Any]:  # noqa: ARG001 - a panel's
    """For the card."""
    kind = record.record_type
    return {"terms": terms_of(record), "record": record, "type": kind}
