"""Companies to choose from while typing."""

from __future__ import annotations

from zolal.accounts.models import User
from zolal.people.models import Company
from zolal.people.queries.found import find_records


def find_companies(*, user: User, text: str, limit: int = 10) -> list[Company]:
    """Visible active companies whose search text holds what was typed, by name; the first ones for an empty text."""
    return find_records(user=user, record_type="company", text=text, limit=limit)  # type: ignore[return-value]
