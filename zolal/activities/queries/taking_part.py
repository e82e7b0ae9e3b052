"""Who of a customer's may take part in a meeting."""

from __future__ import annotations

from zolal.accounts.models import User
from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.people.queries.records import visible_records
from zolal.people.queries.titles import by_name

MOST = 50


def people_at(user: User, company: Company) -> list[Person]:
    """Those who work there and whom the user sees, by name where they see names."""
    people = visible_records(user, "person").filter(company=company, state=Record.State.ACTIVE)
    return list(people.order_by(*by_name(user), "id")[:MOST])
