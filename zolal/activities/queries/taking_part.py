"""Who of a customer's may take part in a meeting."""

from __future__ import annotations

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.core.models import Record
from zolal.people.models import Company, Person

MOST = 50


def people_at(user: User, company: Company) -> list[Person]:
    """Those who work there and whom the user sees, by name."""
    people = visible(Person.objects.filter(company=company, state=Record.State.ACTIVE), user)
    return list(people.order_by("sort_key", "id")[:MOST])
