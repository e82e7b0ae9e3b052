"""What the demo company has set up with others: a webhook that waits for its address, and who belongs with whom."""

from __future__ import annotations

from datetime import date

from zolal.accounts.models import Role, User
from zolal.connect.actions.endpoints import change_endpoint, create_endpoint
from zolal.connect.models import Endpoint
from zolal.people.actions.relations import add_relation
from zolal.people.models import Company, Person, Relation

_TIES = (
    ("owner", "مؤسس", date(2015, 3, 21)),
    ("accountant", "دو روز در هفته", date(2021, 9, 23)),
    ("employee", "نیمه‌وقت", date(2023, 3, 21)),
)


def load() -> None:
    """Once; where it is there already nothing is done."""
    by = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").first()
    if by is None or Endpoint.objects.exists():
        return
    made = create_endpoint(
        url="https://shop.example.com/zolal", patterns=["person.*", "company.*"], description="فروشگاه اینترنتی", by=by
    )
    change_endpoint(endpoint=made.endpoint, active=False, by=by)
    people = list(Person.objects.filter(state="active", company=None).order_by("pk")[:8])
    companies = list(Company.objects.filter(state="active").order_by("pk")[:4])
    if Relation.objects.filter(company__isnull=False).exists() or len(people) < 8 or len(companies) < 4:
        return
    for place, (kind, note, since) in enumerate(_TIES):
        add_relation(first=people[place], second=companies[0], kind=kind, note=note, since=since, by=by)
    add_relation(first=companies[0], second=companies[1], kind="parent", since=date(2019, 3, 21), by=by)
    add_relation(first=companies[0], second=companies[2], kind="partner", by=by)
    add_relation(first=people[3], second=companies[0], kind="employee", until=date(2024, 3, 19), by=by)
    add_relation(first=people[4], second=people[0], kind="referrer", by=by)
    add_relation(first=people[5], second=people[6], kind="household", by=by)
    add_relation(first=people[0], second=people[1], kind="colleague", by=by)
