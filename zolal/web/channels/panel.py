"""The card of a company that sells for us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.people.models import Company, Person
from zolal.sales.models import SalesChannel
from zolal.sales.queries.channels import channels_of, through
from zolal.sales.queries.products import named_offers


def load(user: User, record: Person | Company) -> Mapping[str, Any]:
    """How it sells for us and what went through it; for who may change it, also where it does not yet."""
    if isinstance(record, Person):
        return {}
    found = channels_of(user, record)
    if not found and not may(user, "channels.write"):
        return {}
    sums = through(user, [record.pk])[record.pk] if found else None
    return {"channels": [_told(one) for one in found], "record": record, "sums": sums}


def _told(channel: SalesChannel) -> dict[str, Any]:
    return {"channel": channel, "sells": named_offers(channel.products, channel.categories)}
