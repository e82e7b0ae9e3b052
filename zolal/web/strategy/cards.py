"""What the first page shows of goals and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from zolal.accounts.models import User
from zolal.strategy.periods import current
from zolal.strategy.queries.goals import mine
from zolal.strategy.queries.numbers import of_team

NUMBERS = (
    "won_value", "won_count", "deals_opened", "invoiced", "paid", "calls_made", "visits_made", "meetings_held",
    "people_added",
)  # fmt: skip
SHOWN = 6


def goals(user: User) -> Mapping[str, Any]:
    """My goals, the nearest end first."""
    found = mine(user)[:SHOWN]
    return {"goals": found} if found else {}


def numbers(user: User) -> Mapping[str, Any]:
    """The first numbers of this month, of what I see."""
    found = of_team(user, current("month", timezone.localdate()), NUMBERS)[:SHOWN]
    return {"lines": found} if found else {}
