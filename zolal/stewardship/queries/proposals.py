"""Proposals for the fields, newest first."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.stewardship.models import FieldProposal


def proposals_for(*, user: User, state: str = "") -> QuerySet[FieldProposal]:
    """With how many are for and against it. Raises `NotAllowed`."""
    demand(user, "quality.read")
    found = FieldProposal.objects.select_related("by", "decided_by", "report")
    found = found.filter(state=state) if state else found
    return found.annotate(
        agree=Count("comments", filter=Q(comments__stance="for")),
        disagree=Count("comments", filter=Q(comments__stance="against")),
        said=Count("comments"),
    ).order_by("-id")


def proposal_by_uid(uid: UUID, *, user: User) -> FieldProposal:
    """Raises `NotAllowed`, `FieldProposal.DoesNotExist`."""
    return proposals_for(user=user).prefetch_related("comments__by").get(uid=uid)
