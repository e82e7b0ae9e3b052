"""Reviews of methods, as everybody may read them, and what of them waits for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.stewardship.models import Review, ReviewDecision


@dataclass(frozen=True, slots=True)
class Reviews:
    """`coming` by day, `held` newest first, and what was decided and is not done yet."""

    coming: Sequence[Review]
    held: Sequence[Review]
    open: Sequence[ReviewDecision]
    today: date


def reviews(user: User) -> QuerySet[Review]:
    """All of them. Raises `NotAllowed`."""
    demand(user, "quality.read")
    return Review.objects.select_related("lead", "by", "previous")


def review_list(user: User, size: int = 50) -> Reviews:
    counted = reviews(user).annotate(
        decided=Count("decisions"), done=Count("decisions", filter=Q(decisions__done_on__isnull=False))
    )
    waiting = ReviewDecision.objects.filter(done_on=None).select_related("review", "responsible")
    return Reviews(
        list(counted.filter(held_on=None).order_by("planned_on", "id")[:size]),
        list(counted.exclude(held_on=None).order_by("-held_on", "-id")[:size]),
        list(waiting.order_by("due_on", "id")[:size]),
        timezone.localdate(),
    )


def review_by_uid(user: User, uid: UUID) -> Review:
    """Raises `NotAllowed`, `Review.DoesNotExist`."""
    return reviews(user).get(uid=uid)


def following(user: User, review: Review) -> Review | None:
    """The review that came after this one, or is planned to."""
    return reviews(user).filter(previous=review).first()


def decision_by_uid(user: User, uid: UUID) -> ReviewDecision:
    """Raises `NotAllowed`, `ReviewDecision.DoesNotExist`."""
    demand(user, "quality.read")
    return ReviewDecision.objects.select_related("review", "responsible").get(uid=uid)


def overdue(user: User) -> int:
    """How many reviews to be held and decisions to be carried out by the user are late."""
    today = timezone.localdate()
    late = Review.objects.filter(lead=user, held_on=None, planned_on__lte=today).count()
    return late + ReviewDecision.objects.filter(responsible=user, done_on=None, due_on__lt=today).count()
