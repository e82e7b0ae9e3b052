"""Records to choose from while typing."""

from __future__ import annotations

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.people.queries.candidates import Candidates
from zolal.people.queries.permitted import mask_records
from zolal.people.queries.records import MODELS
from zolal.people.queries.wish import Wish
from zolal.people.queries.withholding import order_for


def find_records(*, user: User, record_type: str, text: str, limit: int = 10) -> list[Person | Company]:
    """Visible active records whose search text holds what was typed, by name; as the user sees them."""
    wish = Wish(record_type, search=text.strip())
    rows = Candidates(user, wish).rows(order_for(user, wish), None, backward=False, limit=limit)
    ids = [row[-1] for row in rows]
    found = MODELS[record_type].objects.prefetch_related("contact_points").in_bulk(ids)
    return list(mask_records(user, record_type, [found[pk] for pk in ids]))
