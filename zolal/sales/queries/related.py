"""Deals in which a person or a company has a part."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from zolal.accounts.models import User
from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.sales.models import Deal
from zolal.sales.queries.deals import visible_deals


def deals_of(*, record: Person | Company, user: User, limit: int = 30) -> Sequence[Deal]:
    """Those the user sees, newest first; of a person also those in which they have a say."""
    part = Q(company=record.pk)
    if isinstance(record, Person):
        part = Q(person=record.pk) | Q(pk__in=record.deal_roles.values("deal"))
    found = visible_deals(user).filter(part, state=Record.State.ACTIVE).select_related("stage")
    return found.order_by("-id")[:limit]
