"""What makes contacts useful, how many have it, and how the points are spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import scope_of
from zolal.core.models import Record
from zolal.people.queries.records import visible_records
from zolal.stewardship.fitting import having
from zolal.stewardship.models import Fit, FitIndicator

SHOWN = 1_000
"""Up to so many who have an indicator are counted for the page."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator, and how many of the records the user sees have it ("more than" beyond `SHOWN`)."""

    indicator: FitIndicator
    count: int
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """How many records have so many points, fewest points first; those without points are `none`."""

    points: Sequence[tuple[int, int]]
    none: int


def indicators(*, user: User, record_type: str) -> list[Indicator]:
    """Raises `NotAllowed`."""
    demand(user, "quality.read")
    seen = visible_records(user, record_type).filter(state=Record.State.ACTIVE)
    found = []
    for indicator in FitIndicator.objects.filter(record_type=record_type).select_related("by"):
        count = having(seen, indicator).order_by()[: SHOWN + 1].count()
        found.append(Indicator(indicator, min(count, SHOWN), count <= SHOWN))
    return found


def spread(*, user: User, record_type: str) -> Spread:
    """Of the records the user sees. Raises `NotAllowed`."""
    demand(user, "quality.read")
    seen = visible_records(user, record_type).filter(state=Record.State.ACTIVE)
    fits = Fit.objects.filter(record_type=record_type)
    if scope_of(user, record_type) != "all":
        fits = fits.filter(record_id__in=seen.values("pk"))
    points = list(fits.order_by("points").values_list("points").annotate(many=Count("pk")))
    return Spread(points, max(seen.count() - sum(many for _points, many in points), 0))


def indicator_by_uid(uid: UUID, *, user: User) -> FitIndicator:
    """Raises `NotAllowed`, `FitIndicator.DoesNotExist`."""
    demand(user, "quality.read")
    return FitIndicator.objects.get(uid=uid)
