"""Companies to choose from while typing."""

from __future__ import annotations

from zolal.accounts.models import User
from zolal.people.models import Company
from zolal.people.queries.candidates import Candidates
from zolal.people.queries.order import Order
from zolal.people.queries.wish import Wish


def find_companies(*, user: User, text: str, limit: int = 10) -> list[Company]:
    """Visible active companies whose search text holds what was typed, by name; the first ones for an empty text."""
    wish = Wish("company", search=text.strip())
    rows = Candidates(user, wish).rows(Order("name"), None, backward=False, limit=limit)
    ids = [row[-1] for row in rows]
    found = Company.objects.in_bulk(ids)
    return [found[company_id] for company_id in ids]
