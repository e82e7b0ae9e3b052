"""Deals a user may see."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.activities.about import About
from zolal.sales.models import Deal


def visible_deals(user: User) -> QuerySet[Deal]:
    """All of them, closed and archived ones too."""
    return visible(Deal.objects.all(), user)


def deal_by_uid(user: User, uid: UUID) -> Deal:
    """Raises `Deal.DoesNotExist` also for what the user may not see."""
    found = visible_deals(user).select_related("pipeline", "stage", "owner", "team", "lost_reason")
    return found.get(uid=uid)


ABOUT = About(
    seen=visible_deals,  # type: ignore[arg-type]  # a deal is a record
    label=str,
    url="deal",
    person=lambda deal: deal.person_id,  # type: ignore[attr-defined]
    company=lambda deal: deal.company_id,  # type: ignore[attr-defined]
)
"""How activities name the deal they belong to."""
