"""On the first page: one's own deals that rot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.accounts.models import User
from zolal.sales.queries.deal_lists import rotting_of


def load(user: User) -> Mapping[str, Any]:
    """Those idle the longest; nothing where there is none."""
    count, cards = rotting_of(user)
    return {"count": count, "cards": cards} if count else {}
